import Attune
import Foundation
import ProgramTesting

@testable import attune_cli

/// Runs `attune tune` with a shell script in a folder.
struct TuneRun {
  let folder: String

  var journal: String { folder + "/s.journal" }
  private var script: String { folder + "/program.sh" }

  /// - Parameter script: The lines of the program, which gets the parameters as its arguments.
  init(_ script: String, in folder: String) throws {
    self.folder = folder
    try "set -e\n\(script)\n".write(toFile: self.script, atomically: true, encoding: .utf8)
  }

  /// The arguments of `attune tune` for the study of all tests, with additional options.
  func words(_ options: [String], arguments: [String] = ["{x}", "{kind}"]) -> [String] {
    ["tune", "--journal", journal, "--param", "x=0..10", "--param", "kind=a,b", "--seed", "7"]
      + options + ["--", "/bin/sh", script] + arguments
  }

  /// Runs `attune tune` to its end.
  func run(
    _ options: [String], arguments: [String] = ["{x}", "{kind}"],
    environment: [String: String] = [:]
  ) throws -> BuiltProgram.Outcome {
    try BuiltProgram("attune").run(
      words(options, arguments: arguments), environment: environment, in: folder)
  }

  /// Runs `attune tune` until a program is ready, calls a closure, and waits for all processes to
  /// end.
  ///
  /// The program opens the pipe named by the variable `HOLD` and writes a line to it; the pipe
  /// stays open as long as one of the program's processes is running. The closure gets the process
  /// of `attune`.
  ///
  /// - Returns: How `attune` ended.
  func interrupt(_ options: [String], _ body: (StartedProgram) -> Void) throws -> ProcessEnd {
    let pipe = folder + "/pipe"
    guard mkfifo(pipe, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
    let program = try StartedProgram(words(options), environment: ["HOLD": pipe], in: folder)
    // Opening waits until the program opens the other end, and reading to the end until it exits.
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

  /// The parts of the trials that do not depend on the time and the folder.
  func facts() throws -> [String] {
    try trials().map { "\($0) \($0.intermediateValues)" }
  }
}
