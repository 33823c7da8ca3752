import Foundation

/// An example as `swift build` has made it, run in a process of its own.
struct BuiltProgram {
  /// What a run of a program left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The program is not where the tests are.
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  private let executable: URL

  /// Finds a program among the products of the build that made these tests.
  init(_ name: String) throws {
    // On macOS the tests are a bundle that a helper of the toolchain loads, elsewhere a program.
    let tests =
      Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
      ?? URL(fileURLWithPath: CommandLine.arguments[0])
    executable = tests.deletingLastPathComponent().appendingPathComponent(name)
    guard FileManager.default.isExecutableFile(atPath: executable.path) else {
      throw Missing(description: "there is no program \(executable.path); build it first")
    }
  }

  /// Runs the program, in an empty folder, to its end.
  func run(_ arguments: [String]) throws -> Outcome {
    try withTemporaryFolder { folder in
      let process = Process()
      process.executableURL = executable
      process.arguments = arguments
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      // Files, unlike pipes, cannot fill up while the other stream is being read.
      let output = try emptyFile("\(folder)/output")
      let errors = try emptyFile("\(folder)/errors")
      process.standardOutput = output
      process.standardError = errors
      try process.run()
      process.waitUntilExit()
      return Outcome(
        status: process.terminationStatus,
        output: try String(contentsOfFile: "\(folder)/output", encoding: .utf8),
        errors: try String(contentsOfFile: "\(folder)/errors", encoding: .utf8))
    }
  }

  private func emptyFile(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }
}
