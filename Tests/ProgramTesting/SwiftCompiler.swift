import Foundation

/// The compiler of the toolchain, for tests of code that must or must not compile.
package enum SwiftCompiler {
  /// Compiles source code that can import the modules of the package.
  ///
  /// Compiles up to SIL, since the ownership of noncopyable values is checked after type checking.
  package static func compile(_ source: String) throws -> BuiltProgram.Outcome {
    try withTemporaryFolder { folder in
      let file = URL(fileURLWithPath: folder).appendingPathComponent("snippet.swift")
      try Data(source.utf8).write(to: file)
      let products = BuiltProgram.products
      let kernels = products.appendingPathComponent("AttuneKernels.build/module.modulemap").path
      return try BuiltProgram(at: URL(fileURLWithPath: "/usr/bin/env")).run([
        "swiftc", "-swift-version", "6", "-parse-as-library", "-emit-sil", "-o", "/dev/null",
        "-I", products.appendingPathComponent("Modules").path,
        "-Xcc", "-fmodule-map-file=\(kernels)",
        "-module-cache-path", "\(folder)/cache", file.path,
      ])
    }
  }
}
