import Foundation
import Testing

@testable import Attune

/// A Python interpreter with Optuna, specified by the environment variable `ATTUNE_PYTHON`.
enum Python {
  /// The path of the interpreter; nil if the variable is not set, and tests that need it are
  /// skipped.
  static let interpreter = ProcessInfo.processInfo.environment["ATTUNE_PYTHON"]

  /// A running script from the fixtures.
  struct Script {
    let process: Process
    fileprivate let output: Pipe

    /// Waits until the script exits, which must succeed, and returns its output.
    func finish() throws -> String {
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0, "\(process.arguments ?? []) failed")
      return String(decoding: data, as: UTF8.self)
    }
  }

  /// Starts a script from a folder of the fixtures.
  static func start(
    _ script: String, in folder: String = "Optuna", _ arguments: [String]
  ) throws -> Script {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(interpreter))
    process.arguments = [try Fixture.path("\(folder)/\(script)")] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    return Script(process: process, output: output)
  }

  /// Returns what Optuna loads from a journal, which must pass all checks of the script.
  static func dump(journal path: String) throws -> JSONValue {
    try JSONParser.parse(start("check_with_optuna.py", [path, "--validate"]).finish())
  }
}
