import Foundation
import PackagePlugin

/// The command `swift package attune …`: the commands of `attune`, and `run` for tuning programs.
@main struct AttunePlugin: CommandPlugin {
  private static let help = """

    In a package:
      swift package attune run PRODUCT [ARGUMENT ...]
          Build a program of the package in release mode, and run it in the package's folder.
      swift package attune init NAME
          Add a tuning program to the package.

    Put options of SwiftPM, such as --allow-writing-to-package-directory, before attune. After it,
    SwiftPM interprets some short options itself, so write --journal, not -j. Ctrl-C kills all
    processes immediately, and the next run resumes the interrupted trials. For long studies use
    `swift run -c release PRODUCT`, which stops cleanly.
    """

  func performCommand(context: PluginContext, arguments: [String]) throws {
    // A dependency, although builds of this package compile the command once more for it: built on demand,
    // it would be recompiled whenever `swift run` and the plugin alternate, since their flags differ.
    let attune = try context.tool(named: "attune-cli").url
    let folder = context.package.directoryURL
    switch arguments.first {
    case nil, "-h", "--help":
      try run(attune, ["--help"], in: folder)
      print(Self.help)
    case "run":
      guard arguments.count >= 2 else {
        throw Failure("run needs the name of a product: swift package attune run PRODUCT")
      }
      try run(try build(arguments[1]), Array(arguments.dropFirst(2)), in: folder)
    case "init":
      try run(attune, arguments + ["--identity", identity(context.package)], in: folder)
    default:
      try run(attune, arguments, in: folder)
    }
  }

  private func build(_ product: String) throws -> URL {
    let result = try packageManager.build(
      .product(product), parameters: .init(configuration: .release, logging: .concise))
    guard result.succeeded else { throw Failure("\(product) does not build:\n\(result.logText)") }
    guard
      let program = result.builtArtifacts.first(where: {
        $0.kind == .executable && $0.url.lastPathComponent == product
      })
    else { throw Failure("\(product) is not an executable product; give the name of one") }
    return program.url
  }

  /// The identity of the plugin's own package, for manifests.
  private func identity(_ package: Package) -> String {
    package.dependencies.map(\.package)
      .first { $0.displayName == "attune" }?.id ?? "attune"
  }

  private func run(_ program: URL, _ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    // The program has printed the error itself.
    if process.terminationReason == .uncaughtSignal || process.terminationStatus != 0 {
      throw Failure("\(program.lastPathComponent) ended with status \(process.terminationStatus)")
    }
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
      self.description = description
    }
  }
}
