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

/// Creates a tuning program from a template.
enum InitCommand: Command {
  private static let name = Operand("NAME", "The name of the program.")
  private static let identity = Option.value(
    "identity", value: "NAME", "Refer to Attune's package by this name in Package.swift.",
    default: "attune")
  private static let location = Option.value(
    "attune", value: "LOCATION",
    "Add a dependency on Attune in this folder, if the package has none.",
    isFile: true)

  static let description = CommandDescription(
    "init", .running, "Create a tuning program from a template.",
    discussion: """
      The program is a small study that can be interrupted and resumed. In a folder with a \
      Package.swift, it is added to the package as a target; an existing target of that name \
      without a program gets one. With --attune, the package also gets the dependency on Attune, \
      if it has none. In other folders, a new package is created in a folder of that name. A \
      manifest that cannot be changed is left as it is, and the message says what to add.

        attune init tune-digits && swift run -c release tune-digits
        attune init experiments --attune ../attune
      """,
    operands: [name], options: [identity, location])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let name = arguments.text(of: name) ?? ""
    guard Scaffold.isValid(name: name) else {
      throw UsageError(
        "\"\(name)\" is not a valid target name: use letters, digits, - and _, with a letter first, "
          + "and not the name of a module of Attune")
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
          "the folder Sources/\(name) already exists and is not a target; give another name")
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
      for move in moves { console.printNotice(move) }
      try Scaffold.write(Scaffold.program(name), to: "Sources/\(name)/main.swift", console)
      console.printNotice("Added the target \"\(name)\" to Package.swift.")
    }
    console.printNotice("Run it with: swift run -c release \(name)")
  }

  /// Writes the program of a target without sources.
  private static func addProgram(
    to target: PackageManifest.Target, identity: String, _ console: Console
  ) throws {
    guard target.isExecutable, isEmpty(folder: target.folder) else {
      throw CommandError("the target \"\(target.name)\" already exists; give another name")
    }
    guard target.usesAttune else {
      throw CommandError(
        "the target \"\(target.name)\" does not depend on Attune; add "
          + "\(Scaffold.product(identity: identity)) to its dependencies, and run this again")
    }
    try Scaffold.write(
      Scaffold.program(target.name), to: "\(target.folder)/main.swift", console)
  }

  /// Whether a folder does not exist or is empty.
  private static func isEmpty(folder: String) -> Bool {
    guard let entries = opendir(folder) else { return errno == ENOENT }
    defer { closedir(entries) }
    // The first two entries are always "." and "..".
    for _ in 0..<2 { _ = readdir(entries) }
    return readdir(entries) == nil
  }

  private static func createPackage(
    _ name: String, location: String, _ console: Console
  ) throws {
    guard access(name, F_OK) != 0 else {
      throw CommandError("\(name) already exists; give another name")
    }
    let path = try resolved(location)
    try Scaffold.write(Scaffold.manifest(name, attune: path), to: "\(name)/Package.swift", console)
    try Scaffold.write(Scaffold.program(name), to: "\(name)/Sources/\(name)/main.swift", console)
    try Scaffold.write(Scaffold.ignored, to: "\(name)/.gitignore", console)
    console.printNotice("Run it with: cd \(name) && swift run -c release \(name)")
  }

  /// The absolute path of the folder of Attune.
  private static func resolved(_ location: String) throws -> String {
    guard let resolved = realpath(location, nil) else {
      throw CommandError(
        "the folder \(location) cannot be found (\(SystemError.last())); give the folder of Attune")
    }
    defer { free(resolved) }
    let path = String(cString: resolved)
    guard access("\(path)/Package.swift", F_OK) == 0 else {
      throw CommandError("the folder \(location) has no Package.swift; give the folder of Attune")
    }
    return path
  }
}
