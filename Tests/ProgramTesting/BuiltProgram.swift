package import Foundation

/// A program built by `swift build`, run in a separate process.
package struct BuiltProgram {
  /// The exit status and the output of a run.
  package struct Outcome {
    package let status: Int32
    package let output: String
    package let errors: String

    /// The lines of the output.
    package var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// The program is not among the products of the build.
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  /// The location of the program.
  package let executable: URL

  /// Finds a program among the products of the build that contains these tests.
  package init(_ name: String) throws {
    executable = Self.products.appendingPathComponent(name)
    guard FileManager.default.isExecutableFile(atPath: executable.path) else {
      throw Missing(description: "there is no program \(executable.path); build it first")
    }
  }

  /// Creates a program at any location.
  package init(at executable: URL) {
    self.executable = executable
  }

  /// The folder of the build products.
  static var products: URL {
    // On macOS the tests are a bundle loaded by a helper of the toolchain, elsewhere a program.
    let tests =
      Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
      ?? URL(fileURLWithPath: CommandLine.arguments[0])
    return tests.deletingLastPathComponent()
  }

  /// Runs the program to its end, with a text as its input.
  ///
  /// - Parameters:
  ///   - environment: Variables added to the environment of this process.
  ///   - folder: The working folder; an empty folder by default.
  package func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    in folder: String? = nil
  ) throws -> Outcome {
    try withTemporaryFolder { temporary in
      // Files, unlike pipes, cannot fill up while the other stream is being read.
      let files = ["input", "output", "errors"].map { "\(temporary)/\($0)" }
      for file in files { try Data().write(to: URL(fileURLWithPath: file)) }
      try Data(input.utf8).write(to: URL(fileURLWithPath: files[0]))
      let process = Process()
      process.executableURL = executable
      process.arguments = arguments
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      process.currentDirectoryURL = URL(fileURLWithPath: folder ?? temporary)
      process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: files[0]))
      process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: files[1]))
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: files[2]))
      try process.run()
      process.waitUntilExit()
      return Outcome(
        status: process.terminationStatus,
        output: try String(contentsOfFile: files[1], encoding: .utf8),
        errors: try String(contentsOfFile: files[2], encoding: .utf8))
    }
  }
}
