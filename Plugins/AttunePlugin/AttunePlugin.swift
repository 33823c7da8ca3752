import Foundation
import PackagePlugin

/// `swift package attune …`: the verbs of the command, and `run`, which builds a tuning program first.
@main struct AttunePlugin: CommandPlugin {
  private static let help = """

    In a package there is also:

      swift package attune run PRODUCT [ARGUMENT ...]
          Build a program of the package in release mode, and run it in the package's folder.
      swift package attune init NAME
          Add a tuning program to the package.

    Options of SwiftPM, as --allow-writing-to-package-directory, stand before attune;
    behind it, SwiftPM takes some letters for its own, so write --journal, not -j. Ctrl-C ends all at
    once here, and the next run enters trials again that were under way. For long studies use
    `swift run -c release PRODUCT`, which ends in good order.
    """

  func performCommand(context: PluginContext, arguments: [String]) throws {
    let attune = try context.tool(named: "attune-cli").url
    let folder = context.package.directoryURL
    switch arguments.first {
    case nil, "-h", "--help":
      try run(attune, ["--help"], in: folder)
      print(Self.help)
    case "run":
      guard arguments.count >= 2 else { throw Failure("run needs the name of a product") }
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
    else { throw Failure("\(product) is no program") }
    return program.url
  }

  /// What the package that this plugin belongs to is called in a manifest.
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
    // What is wrong has been said by the program itself.
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
