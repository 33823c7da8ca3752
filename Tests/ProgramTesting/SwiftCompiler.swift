import Foundation

/// The compiler of the toolchain, for what must compile and what must not.
package enum SwiftCompiler {
  /// Compiles a text that can import the modules of the package.
  ///
  /// Up to the intermediate language: who owns a noncopyable value is checked after the types are.
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
