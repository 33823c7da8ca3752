// Measures how good and how fast the samplers are, and serves them to measurements from outside.
//
//   swift run -c release attune-bench --help

import Foundation

let help = """
  usage: attune-bench <command> [option]...

    quality    how good the samplers are on problems with known optima
    speed      what a trial costs when the objective is free
    drive      serves the samplers to another program, line by line

  attune-bench <command> --help says more about each.
  """

do {
  var arguments = Arguments(CommandLine.arguments.dropFirst())
  let wantsHelp = arguments.flag("--help") || arguments.flag("-h")
  switch arguments.command() {
  case "quality" where wantsHelp: print(QualityCommand.help)
  case "quality": try await QualityCommand(arguments).run()
  case "drive" where wantsHelp: print(DriveCommand.help)
  case "drive":
    var command = try DriveCommand(arguments)
    try command.run()
  case "speed" where wantsHelp: print(SpeedCommand.help)
  case "speed": try SpeedCommand(arguments).run()
  case nil where wantsHelp: print(help)
  case let command:
    throw CommandError(
      (command.map { "there is no command \($0)" } ?? "a command is needed") + "\n" + help)
  }
} catch is CancellationError {
  exit(130)  // as after any Ctrl-C
} catch {
  FileHandle.standardError.write(Data("error: \(error)\n".utf8))
  exit(1)
}
