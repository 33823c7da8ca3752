// Measures the quality and the speed of the samplers, and serves them to other benchmark programs.
//
//   swift run -c release attune-bench --help

import Foundation

let help = """
  usage: attune-bench <command> [option]...

    quality    measure the regret of samplers on problems with known optima
    curves     measure the regret of samplers and pruners by the epochs that trainings spend
    noise      compare the best trial with the recommended one, and simulate races
    speed      measure the overhead of a trial with a trivial objective
    storage    measure random trials in a storage, such as a database
    drive      serve samplers to another program in a line protocol

  See attune-bench <command> --help for the options of a command.
  """

do {
  var arguments = Arguments(CommandLine.arguments.dropFirst())
  let wantsHelp = arguments.flag("--help") || arguments.flag("-h")
  switch arguments.command() {
  case "quality" where wantsHelp: print(QualityCommand.help)
  case "quality": try await QualityCommand(arguments).run()
  case "curves" where wantsHelp: print(CurvesCommand.help)
  case "curves": try await CurvesCommand(arguments).run()
  case "noise" where wantsHelp: print(NoiseCommand.help)
  case "noise": try await NoiseCommand(arguments).run()
  case "drive" where wantsHelp: print(DriveCommand.help)
  case "drive":
    var command = try DriveCommand(arguments)
    try command.run()
  case "speed" where wantsHelp: print(SpeedCommand.help)
  case "speed": try SpeedCommand(arguments).run()
  case "storage" where wantsHelp: print(StorageCommand.help)
  case "storage": try StorageCommand(arguments).run()
  case nil where wantsHelp: print(help)
  case let command:
    throw CommandError(
      (command.map { "unknown command \($0)" } ?? "a command is required") + "\n" + help)
  }
} catch is CancellationError {
  exit(130)  // as after any Ctrl-C
} catch {
  FileHandle.standardError.write(Data("error: \(error)\n".utf8))
  exit(1)
}
