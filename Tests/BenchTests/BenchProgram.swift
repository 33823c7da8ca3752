import Foundation

/// `attune-bench` as `swift build` has made it, run in a process of its own.
struct BenchProgram {
  /// What a run of the program left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of the output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// The program is not where the tests are.
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  private let executable: URL

  /// Finds the program among the products of the build that made these tests.
  init() throws {
    // On macOS the tests are a bundle that a helper of the toolchain loads, elsewhere a program.
    let tests =
      Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
      ?? URL(fileURLWithPath: CommandLine.arguments[0])
    executable = tests.deletingLastPathComponent().appendingPathComponent("attune-bench")
    guard FileManager.default.isExecutableFile(atPath: executable.path) else {
      throw Missing(description: "there is no program \(executable.path); build it first")
    }
  }

  /// Runs the program to its end, with a text as its input.
  func run(_ arguments: [String], input: String = "") throws -> Outcome {
    try withTemporaryFolder { folder in
      // Files, unlike pipes, cannot fill up while the other stream is being read.
      let files = ["input", "output", "errors"].map { "\(folder)/\($0)" }
      for file in files { try Data().write(to: URL(fileURLWithPath: file)) }
      try Data(input.utf8).write(to: URL(fileURLWithPath: files[0]))
      let process = Process()
      process.executableURL = executable
      process.arguments = arguments
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
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

/// Calls a closure with the path of a new folder, which is removed afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("attune-bench-tests-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}
