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
    "attune", value: "LOCATION", "Where a new package finds Attune: a folder.", isFile: true)

  static let description = CommandDescription(
    "init", .running, "Make a tuning program to begin with.",
    discussion: """
      In a folder with a Package.swift that depends on Attune, the program is added to the package \
      as a target; it is a small study that can be interrupted and resumed. Elsewhere a new \
      package is made, in a folder of that name.

        attune init tune-digits && swift run -c release tune-digits
        attune init experiments --attune ../attune
      """,
    operands: [name], options: [identity, location])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let name = arguments.text(of: name) ?? ""
    guard Scaffold.isValid(name: name) else {
      throw UsageError(
        "\"\(name)\" cannot be the name of a target: give letters, digits, - and _, a letter first")
    }
    if access("Package.swift", F_OK) == 0 {
      try addTarget(name, identity: arguments.text(of: identity) ?? "attune", console)
    } else {
      guard let location = arguments.text(of: location) else {
        throw UsageError(
          "there is no Package.swift here; for a new package give --attune, the folder of Attune")
      }
      try createPackage(name, location: location, console)
    }
    return .success
  }

  private static func addTarget(
    _ name: String, identity: String, _ console: Console
  ) throws {
    let folder = "Sources/\(name)"
    guard access(folder, F_OK) != 0 else {
      throw CommandError("there is \(folder) already; give another name")
    }
    // The package may be locked by the very command that runs this one, so it works elsewhere.
    let temporary = Console.environment("TMPDIR") ?? "/tmp"
    var template = Array("\(temporary)/attune-init-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw CommandError("no temporary folder can be made: \(systemError())")
    }
    let scratch = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    defer { _ = try? Spawning.run(["rm", "-rf", scratch]) }
    let package = ["swift", "package", "--scratch-path", scratch]
    let isAdded = [
      ["add-target", name, "--type", "executable"],
      ["add-target-dependency", "Attune", name, "--package", identity],
    ].allSatisfy { (try? Spawning.run(package + $0)) == .exit(0) }
    if isAdded {
      // A source file of the toolchain's own came with the target.
      for file in ["\(name).swift", "main.swift"] { unlink("\(folder)/\(file)") }
    }
    try Scaffold.write(Scaffold.program(name), to: "\(folder)/main.swift", console)
    if isAdded {
      console.note("Package.swift has the target \"\(name)\" now.")
    } else {
      console.note(
        "Package.swift could not be changed; add this to its targets:\n\n"
          + Scaffold.target(name, identity: identity))
    }
    console.note("Run it with: swift run -c release \(name)")
  }

  private static func createPackage(
    _ name: String, location: String, _ console: Console
  ) throws {
    guard access(name, F_OK) != 0 else {
      throw CommandError("there is \(name) already; give another name")
    }
    guard let resolved = realpath(location, nil) else {
      throw CommandError("there is no folder \(location): \(systemError())")
    }
    defer { free(resolved) }
    let path = String(cString: resolved)
    try Scaffold.write(Scaffold.manifest(name, attune: path), to: "\(name)/Package.swift", console)
    try Scaffold.write(Scaffold.program(name), to: "\(name)/Sources/\(name)/main.swift", console)
    try Scaffold.write(Scaffold.ignored, to: "\(name)/.gitignore", console)
    console.note("Run it with: cd \(name) && swift run -c release \(name)")
  }
}
