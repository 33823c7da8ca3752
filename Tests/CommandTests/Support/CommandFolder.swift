import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// Runs the command in a temporary folder, on new journals and on copies of Optuna's.
struct CommandFolder {
  /// The path of the folder, which is removed afterwards.
  let folder: String

  /// The path of the journal of every run.
  var journal: String { "\(folder)/study.journal" }

  /// Runs the command in the folder.
  func run(_ words: [String], input: String = "") throws -> BuiltProgram.Outcome {
    try BuiltProgram("attune").run(
      words, input: input, environment: ["ATTUNE_STORAGE": journal], in: folder)
  }

  /// Runs the command, which must succeed without writing to standard error.
  @discardableResult
  func output(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) throws
    -> String
  {
    let outcome = try run(words)
    #expect(outcome.errors == "", sourceLocation: sourceLocation)
    #expect(outcome.status == 0, sourceLocation: sourceLocation)
    return outcome.output
  }

  /// Runs the command on a terminal and returns its output.
  ///
  /// The arguments are not quoted.
  func outputOnTerminal(_ words: [String]) throws -> String {
    let command = [try BuiltProgram("attune").executable.path] + words
    #if os(Linux)
      let script = [
        "script", "-qec", "'\(command[0])' " + words.joined(separator: " "), "/dev/null",
      ]
    #else
      let script = ["script", "-q", "/dev/null"] + command
    #endif
    let environment = ProcessEnvironment.current.setting(["ATTUNE_STORAGE": journal])
    func start() throws -> (process: pid_t, output: attune_cli.FileHandle) {
      let null = attune_cli.FileHandle(open("/dev/null", O_RDONLY))
      let pipe = try attune_cli.FileHandle.pipe()
      let process = try Spawning.start(
        script, environment: environment, ownGroup: true,
        files: [STDIN_FILENO: null, STDOUT_FILENO: pipe.writing])
      return (process, pipe.reading)
    }
    let (process, output) = try start()
    var bytes: [UInt8] = []
    while let piece = output.read(), !piece.isEmpty { bytes += piece }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs the command, which must fail with one line and no output.
  func expectError(
    _ words: [String], _ message: String, status: Int32 = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try run(words)
    #expect(
      outcome.errors.replacing(folder, with: "FOLDER") == "attune \(words[0]): \(message)\n",
      sourceLocation: sourceLocation)
    #expect(outcome.output == "", sourceLocation: sourceLocation)
    #expect(outcome.status == status, sourceLocation: sourceLocation)
  }

  /// Calls a closure with an empty folder.
  static func `in`(_ body: (CommandFolder) throws -> Void) throws {
    try withTemporaryFolder { try body(CommandFolder(folder: $0)) }
  }

  /// Calls a closure with a folder that contains a journal of Python Optuna.
  static func with(_ fixture: String, _ body: (CommandFolder) throws -> Void) throws {
    try `in` { attune in
      try FileManager.default.copyItem(
        at: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
          .appendingPathComponent("../../AttuneTests/Fixtures/golden/\(fixture).log").standardized,
        to: URL(fileURLWithPath: attune.journal))
      try body(attune)
    }
  }
}
