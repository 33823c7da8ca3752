import Foundation
import Testing

@testable import Attune

/// A Python that has Optuna, named by the environment variable `ATTUNE_PYTHON`.
enum Python {
  /// The interpreter; nil when none is named, and tests that need it are left out.
  static let interpreter = ProcessInfo.processInfo.environment["ATTUNE_PYTHON"]

  /// A running script of the fixtures.
  struct Script {
    let process: Process
    fileprivate let output: Pipe

    /// Waits for the end, which must be a good one, and returns what was printed.
    func finish() throws -> String {
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0, "\(process.arguments ?? []) failed")
      return String(decoding: data, as: UTF8.self)
    }
  }

  /// Starts a script of the fixtures.
  static func start(_ script: String, _ arguments: [String]) throws -> Script {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(interpreter))
    process.arguments = [try Fixture.path("Optuna/\(script)")] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    return Script(process: process, output: output)
  }

  /// What Optuna loads from a journal, which must pass all its checks.
  static func dump(journal path: String) throws -> JSONValue {
    try JSONParser.parse(start("check_with_optuna.py", [path, "--validate"]).finish())
  }
}
