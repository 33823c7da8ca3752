import Attune
import Foundation
import ProgramTesting

@testable import attune_cli

/// `attune tune` over a shell script, in a folder of its own.
struct TuneRun {
  let folder: String

  var journal: String { folder + "/s.journal" }
  private var script: String { folder + "/program.sh" }

  /// - Parameter script: The lines of the program, which gets the parameters as its arguments.
  init(_ script: String, in folder: String) throws {
    self.folder = folder
    try "set -e\n\(script)\n".write(toFile: self.script, atomically: true, encoding: .utf8)
  }

  /// The words for the study of all tests, and further ones.
  func words(_ options: [String], arguments: [String] = ["{x}", "{kind}"]) -> [String] {
    ["tune", "--journal", journal, "--param", "x=0..10", "--param", "kind=a,b", "--seed", "7"]
      + options + ["--", "/bin/sh", script] + arguments
  }

  /// Runs it to its end.
  func run(
    _ options: [String], arguments: [String] = ["{x}", "{kind}"],
    environment: [String: String] = [:]
  ) throws -> BuiltProgram.Outcome {
    try BuiltProgram("attune").run(
      words(options, arguments: arguments), environment: environment, in: folder)
  }

  /// Runs it until a program of its says that it waits, calls a closure with the process of `attune`, and
  /// waits for that and all programs to end; says how `attune` ended.
  ///
  /// The program opens the pipe that the variable `HOLD` names and writes a line into it; whoever
  /// of its processes lives keeps the pipe open.
  func interrupt(_ options: [String], _ body: (StartedProgram) -> Void) throws -> ProcessEnd {
    let pipe = folder + "/pipe"
    guard mkfifo(pipe, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
    let program = try StartedProgram(words(options), environment: ["HOLD": pipe], in: folder)
    // Opening waits for the program to open the other end, and reading to the end for it to die.
    let reading = try Foundation.FileHandle(forReadingFrom: URL(fileURLWithPath: pipe))
    _ = try reading.read(upToCount: 1)
    body(program)
    let end = program.end()
    _ = try reading.readToEnd()
    return end
  }

  /// The trials of the study.
  func trials() throws -> TrialHistory {
    guard let study = try JournalStorage(path: journal).study(named: "tune") else {
      throw CocoaError(.fileNoSuchFile)
    }
    return study.trials
  }

  /// What of the trials does not depend on time and place.
  func facts() throws -> [String] {
    try trials().map { "\($0) \($0.intermediateValues)" }
  }
}
