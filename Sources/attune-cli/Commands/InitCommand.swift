#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Makes a tuning program to begin with.
enum InitCommand: Command {
  private static let name = Operand("NAME", "What to call the program.")
  private static let identity = Option.value(
    "identity", value: "NAME", "What the package of Attune is called in Package.swift.",
    standard: "attune")
  private static let location = Option.value(
    "attune", value: "LOCATION",
    "The folder of Attune, for a package that does not depend on it yet.",
    isFile: true)

  static let description = CommandDescription(
    "init", .running, "Make a tuning program to begin with.",
    discussion: """
      In a folder with a Package.swift, the program is added to the package as a target; it is a small \
      study that can be interrupted and resumed. A target of that name without a program gets one. \
      With --attune, the package also gets the dependency on Attune, if it has none. Elsewhere a \
      new package is made, in a folder of that name. What cannot be changed stays as it was, and the \
      message says what to add.

        attune init tune-digits && swift run -c release tune-digits
        attune init experiments --attune ../attune
      """,
    operands: [name], options: [identity, location])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let name = arguments.text(of: name) ?? ""
    guard Scaffold.isValid(name: name) else {
      throw UsageError(
        "\"\(name)\" cannot be the name of a target: give letters, digits, - and _, a letter first, and "
          + "no name of a module of Attune")
    }
    if access("Package.swift", F_OK) == 0 {
      try addTarget(
        name, identity: arguments.text(of: identity) ?? "attune",
        attune: arguments.text(of: location), console)
    } else {
      guard let location = arguments.text(of: location) else {
        throw UsageError(
          "there is no Package.swift here; for a new package in the folder \(name), give the folder of "
            + "Attune: attune init \(name) --attune ../attune")
      }
      try createPackage(name, location: location, console)
    }
    return .success
  }

  private static func addTarget(
    _ name: String, identity: String, attune location: String?, _ console: Console
  ) throws {
    try PackageManifest.withEditor { manifest in
      let package = try manifest.read()
      if let target = package.targets.first(where: { $0.name == name }) {
        return try addProgram(to: target, identity: identity, console)
      }
      guard access("Sources/\(name)", F_OK) != 0 else {
        throw CommandError(
          "there is the folder Sources/\(name) already, which is no target; give another name")
      }
      let hasAttune = package.dependencies.contains(identity.lowercased())
      guard hasAttune || location != nil else {
        throw CommandError(
          "Package.swift has no dependency called \"\(identity)\"; add .package(path: \"../attune\") to "
            + "its dependencies, or give --attune with the folder of Attune")
      }
      let folder = hasAttune ? nil : try location.map(resolved)
      let identity = folder.map(Scaffold.identity(ofPackageAt:)) ?? identity
      let moves = try manifest.addTarget(name, identity: identity, dependency: folder)
      for move in moves { console.note(move) }
      try Scaffold.write(Scaffold.program(name), to: "Sources/\(name)/main.swift", console)
      console.note("Package.swift has the target \"\(name)\" now.")
    }
    console.note("Run it with: swift run -c release \(name)")
  }

  /// Writes the program of a target that has none yet.
  private static func addProgram(
    to target: PackageManifest.Target, identity: String, _ console: Console
  ) throws {
    guard target.isExecutable, isEmpty(folder: target.folder) else {
      throw CommandError("there is a target \"\(target.name)\" already; give another name")
    }
    guard target.usesAttune else {
      throw CommandError(
        "the target \"\(target.name)\" does not depend on Attune; add "
          + "\(Scaffold.product(identity: identity)) to its dependencies, and run this again")
    }
    try Scaffold.write(
      Scaffold.program(target.name), to: "\(target.folder)/main.swift", console)
  }

  /// Whether a folder is not there, or nothing is in it.
  private static func isEmpty(folder: String) -> Bool {
    guard let entries = opendir(folder) else { return errno == ENOENT }
    defer { closedir(entries) }
    // What is always there are the folder itself and the one that it is in.
    for _ in 0..<2 { _ = readdir(entries) }
    return readdir(entries) == nil
  }

  private static func createPackage(
    _ name: String, location: String, _ console: Console
  ) throws {
    guard access(name, F_OK) != 0 else {
      throw CommandError("there is \(name) already; give another name")
    }
    let path = try resolved(location)
    try Scaffold.write(Scaffold.manifest(name, attune: path), to: "\(name)/Package.swift", console)
    try Scaffold.write(Scaffold.program(name), to: "\(name)/Sources/\(name)/main.swift", console)
    try Scaffold.write(Scaffold.ignored, to: "\(name)/.gitignore", console)
    console.note("Run it with: cd \(name) && swift run -c release \(name)")
  }

  /// The full path of the folder of Attune.
  private static func resolved(_ location: String) throws -> String {
    guard let resolved = realpath(location, nil) else {
      throw CommandError("there is no folder \(location): \(systemError())")
    }
    defer { free(resolved) }
    let path = String(cString: resolved)
    guard access("\(path)/Package.swift", F_OK) == 0 else {
      throw CommandError("the folder \(location) has no Package.swift; give that of Attune")
    }
    return path
  }
}
