import Attune
import Foundation

/// `attune-bench drive`: serves samplers to a program that runs objectives, in a line protocol.
struct DriveCommand {
  static let help = """
    usage: attune-bench drive [--sampler NAME]

    Serve samplers to another program in JSON, one object per line, on standard input and output.
    Only `suggest` and `report` are answered.

      {"op":"start","direction":"minimize","seed":7,"sampler":"tpe"}   a new study
      {"op":"begin"}                                                   a new trial
      {"op":"suggest","name":"lr","type":"float","low":1e-5,"high":1,"log":true,"step":null}
                                                                    -> {"value":0.003}
      {"op":"suggest","name":"n","type":"int","low":1,"high":3,"log":false,"step":1}
                                                                    -> {"value":2}
      {"op":"suggest","name":"act","type":"categorical","choices":["relu","tanh"]}
                                                                    -> {"index":1}
      {"op":"report","step":3,"value":0.21}                         -> {"prune":false}
      {"op":"end","value":0.17}   or   {"op":"end","state":"pruned"}   the trial's result
      {"op":"stop"}                                                    the program exits

    "start" takes a "pruner" as well, by default median, with settings such as
    "successive-halving:minimum=1,factor=3" or "hyperband:minimum=1,maximum=81,factor=3".

      --sampler NAME     the sampler of every study, instead of that in "start"
    """

  private var session: DriveSession

  /// Parses the arguments after the command's name.
  init(_ arguments: Arguments) throws {
    var arguments = arguments
    session = DriveSession(sampler: try arguments.value("--sampler").map(SamplerSpecification.init))
    try arguments.finish()
  }

  /// Serves until the other program stops or closes its output.
  mutating func run() throws {
    var reader = LineReader(descriptor: STDIN_FILENO)
    var number = 0
    while !session.hasStopped, try serveLine(&reader, &number) {}
  }

  /// Serves the next line; returns false if there is none.
  private mutating func serveLine(_ reader: inout LineReader, _ number: inout Int) throws -> Bool {
    number += 1
    do {
      let answer = try reader.withNextLine { line in
        try session.answer(DriveRequest(line)).map { "\($0)\n" } ?? ""
      }
      guard let answer else { return false }
      // Each answer is written at once, since the other program waits for it.
      if !answer.isEmpty { try FileHandle.standardOutput.write(contentsOf: Data(answer.utf8)) }
      return true
    } catch {
      throw CommandError("line \(number) of the input: \(error)")
    }
  }
}
