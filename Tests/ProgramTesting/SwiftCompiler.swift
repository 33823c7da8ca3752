import Foundation

/// The compiler of the toolchain, for tests of code that must or must not compile.
package enum SwiftCompiler {
  /// The compiler rejects a source without an error in one of its lines.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Whether the search path has a compiler.
  package static var isInstalled: Bool {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/swiftc") }
  }

  /// Compiles source code that can import the modules of the package.
  ///
  /// Compiles up to SIL, since the ownership of noncopyable values is checked after type checking.
  package static func compile(_ source: String) throws -> BuiltProgram.Outcome {
    try run(["-emit-sil", "-o", "/dev/null"], source)
  }

  /// Returns the errors of the type checker by the number of their line, counted from 1.
  package static func errors(in source: String) throws -> [Int: [String]] {
    let outcome = try run(["-typecheck"], source)
    var errors: [Int: [String]] = [:]
    for match in outcome.errors.matches(of: /snippet\.swift:(\d+):\d+: error: (.*)/) {
      errors[Int(match.output.1) ?? 0, default: []].append(String(match.output.2))
    }
    guard outcome.status == 0 || !errors.isEmpty else {
      throw Failure(description: "swiftc failed with status \(outcome.status):\n\(outcome.errors)")
    }
    return errors
  }

  private static func run(_ mode: [String], _ source: String) throws -> BuiltProgram.Outcome {
    try withTemporaryFolder { folder in
      let file = URL(fileURLWithPath: folder).appendingPathComponent("snippet.swift")
      try Data(source.utf8).write(to: file)
      let products = BuiltProgram.products
      let kernels = products.appendingPathComponent("AttuneKernels.build/module.modulemap").path
      return try BuiltProgram(at: URL(fileURLWithPath: "/usr/bin/env")).run(
        ["swiftc", "-swift-version", "6", "-parse-as-library", "-diagnostic-style", "llvm"] + mode
          + [
            "-I", products.appendingPathComponent("Modules").path,
            "-Xcc", "-fmodule-map-file=\(kernels)",
            "-module-cache-path", "\(folder)/cache", file.path,
          ])
    }
  }
}
