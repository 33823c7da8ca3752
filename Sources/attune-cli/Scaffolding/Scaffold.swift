import Attune

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The template of a tuning program.
enum Scaffold {
  /// Whether a name is valid for a target.
  static func isValid(name: String) -> Bool {
    guard let first = name.utf8.first,
      name.utf8.allSatisfy({ isWord($0) || $0 == UInt8(ascii: "-") })
    else { return false }
    return isLetter(first) && !modules.contains(name.lowercased())
  }

  /// The targets of Attune that a program depends on, directly or through the plugin.
  ///
  /// Names of targets must be unique across packages, and on some file systems regardless of case.
  private static let modules = [
    "attune", "attunekernels", "attuneevaluation", "attunetesting", "attuneplugin", "attune-cli",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// A small study that can be interrupted and resumed.
  static func program(_ name: String) -> String {
    """
    // Run it with `swift run -c release \(name)`. Interrupt it with Ctrl-C, and run it again to
    // resume. Show its progress in another terminal with `attune watch --journal \(name).journal`.

    import Attune
    import Foundation

    let study = try Study("\(name)", storage: .journal("\(name).journal"), seed: 1)
    let reason = try study.optimize(trials: 100, progress: .automatic) { trial in
      let rate = try trial.suggest("rate", in: 1e-5...1e-2, scale: .log)
      let momentum = try trial.suggest("momentum", in: 0.0...0.99)

      // Put your own training here. This is gradient descent in Rosenbrock's valley.
      var (x, y) = (-1.5, 2.0)
      var (speedX, speedY) = (0.0, 0.0)
      var loss = Double.infinity
      for step in 1...500 {
        speedX = momentum * speedX - rate * (-2 * (1 - x) - 400 * x * (y - x * x))
        speedY = momentum * speedY - rate * 200 * (y - x * x)
        (x, y) = (x + speedX, y + speedY)
        loss = (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
        guard loss.isFinite else { return Double.infinity }
        if step.isMultiple(of: 50) {
          try trial.report(loss, step: step)
          try trial.checkPruning()
        }
      }
      return loss
    }
    if let best = study.bestTrial { print(best) }
    if reason == .interrupted { exit(130) }  // the usual code after Ctrl-C, so that shells stop

    """
  }

  /// Returns the manifest of a new package.
  static func manifest(_ name: String, attune path: String) -> String {
    """
    // swift-tools-version: 6.1

    import PackageDescription

    let package = Package(
      name: "\(name)",
      platforms: [.macOS(.v15)],
      dependencies: [\(dependency(path))],
      targets: [
        \(target(name, identity: identity(ofPackageAt: path)))
      ]
    )

    """
  }

  /// The identity of the package in a folder.
  static func identity(ofPackageAt path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? "attune"
  }

  /// The package dependency in a manifest.
  static func dependency(_ path: String) -> String { ".package(path: \(literal(path)))" }

  /// The target in a manifest.
  static func target(_ name: String, identity: String) -> String {
    ".executableTarget(name: \(literal(name)), dependencies: [\(product(identity: identity))])"
  }

  /// The target dependency on the library.
  static func product(identity: String) -> String {
    ".product(name: \"Attune\", package: \(literal(identity)))"
  }

  /// The contents of `.gitignore`.
  static let ignored = """
    .build/
    *.journal
    *.journal.*

    """

  private static func literal(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// Writes a new file, creates its folders, and prints its path.
  static func write(_ text: String, to path: String, _ console: Console) throws {
    for slash in path.indices.filter({ path[$0] == "/" }) {
      let folder = String(path[..<slash])
      guard folder.isEmpty || mkdir(folder, 0o777) == 0 || errno == EEXIST else {
        throw CommandError("the folder \(folder) cannot be created: \(SystemError.last())")
      }
    }
    do throws(SystemError) {
      try FileHandle(creatingNew: path).write(Array(text.utf8))
    } catch {
      throw CommandError(
        error.code == EEXIST
          ? "the file \(path) already exists; remove it, or give another name"
          : "the file \(path) cannot be written: \(error)")
    }
    try console.writeLine(path)
  }
}
