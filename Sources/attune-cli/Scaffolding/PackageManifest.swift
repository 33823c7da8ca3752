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

/// The Package.swift of the current folder, read and changed by SwiftPM.
struct PackageManifest {
  /// The relevant contents of a manifest.
  struct Contents {
    /// The identities of the package's dependencies, in lowercase.
    let dependencies: [String]
    let targets: [Target]
  }

  /// A target of the package.
  struct Target {
    let name: String
    /// The folder of its sources, which need not exist yet.
    let folder: String
    let isExecutable: Bool
    let usesAttune: Bool

    init?(_ json: JSONValue) {
      guard let name = json.objectValue?["name"]?.stringValue else { return nil }
      self.name = name
      folder = json.objectValue?["path"]?.stringValue ?? "Sources/\(name)"
      isExecutable = json.objectValue?["type"]?.stringValue == "executable"
      // A dependency is an object with one key, its kind, and a list that starts with the name.
      usesAttune = (json.objectValue?["dependencies"]?.arrayValue ?? []).contains { dependency in
        dependency.objectValue?.contains { $0.value.arrayValue?.first == "Attune" } ?? false
      }
    }
  }

  private static let file = "Package.swift"

  /// A scratch folder for SwiftPM.
  private let scratch: String

  /// Calls a closure with the manifest, and removes the scratch folder afterwards.
  static func withEditor(_ body: (PackageManifest) throws -> Void) throws {
    // `swift package attune` locks the package's own scratch folder, so SwiftPM needs another one.
    let temporary = Terminal.environmentVariable("TMPDIR") ?? "/tmp"
    var template = Array("\(temporary)/attune-init-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw CommandError("a temporary folder cannot be created: \(SystemError.last())")
    }
    let scratch = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    defer { _ = try? Spawning.run(["rm", "-rf", scratch]) }
    try body(PackageManifest(scratch: scratch))
  }

  /// Reads the manifest.
  func read() throws -> Contents {
    let (end, output, errors) = try swiftPackage(["dump-package"])
    guard end == .exit(0), let json = try? JSONParser.parse(output).objectValue else {
      throw CommandError("SwiftPM cannot read \(Self.file): \(Self.reason(errors, end))")
    }
    let dependencies = (json["dependencies"]?.arrayValue ?? []).flatMap { dependency in
      // A dependency is an object with one key, its kind, and a list of one description.
      (dependency.objectValue ?? JSONObject()).flatMap { $0.value.arrayValue ?? [] }
        .compactMap { $0.objectValue?["identity"]?.stringValue?.lowercased() }
    }
    let targets = (json["targets"]?.arrayValue ?? []).compactMap(Target.init)
    return Contents(dependencies: dependencies, targets: targets)
  }

  /// Adds a target that uses Attune.
  ///
  /// On failure, the manifest is unchanged.
  ///
  /// - Parameters:
  ///   - identity: The identity of Attune's package.
  ///   - dependency: The folder of Attune if the manifest does not depend on it yet; nil otherwise.
  /// - Returns: SwiftPM's messages about moved sources: a package's only target may have its
  ///   sources in Sources itself, but not one of several.
  func addTarget(_ name: String, identity: String, dependency: String?) throws -> [String] {
    let before = try contents()
    let folder = "Sources/\(name)"
    var commands = [
      ["add-target", name, "--type", "executable"],
      ["add-target-dependency", "Attune", name, "--package", identity],
    ]
    if let dependency { commands.insert(["add-dependency", dependency, "--type", "path"], at: 0) }
    var moves: [String] = []
    // SwiftPM moves the sources of a package's only target even if there are none, so the folder
    // must exist.
    let hasNoSources = mkdir("Sources", 0o777) == 0
    do {
      for command in commands {
        let (end, output, errors) = try swiftPackage(command)
        guard end == .exit(0) else { throw CommandError(Self.reason(errors, end)) }
        moves += output.split(separator: "\n").map(String.init).filter { $0.hasPrefix("Moving ") }
      }
      // A manifest may ignore or replace the list that SwiftPM has changed.
      guard try read().targets.contains(where: { $0.name == name }) else {
        throw CommandError("the manifest does not use the list of targets that SwiftPM changes")
      }
    } catch {
      if access(folder, F_OK) == 0 { _ = try? Spawning.run(["rm", "-rf", folder]) }
      if hasNoSources { rmdir("Sources") }
      if try contents() != before { try FileHandle(creating: Self.file).write(before) }
      let addition = dependency.map { "\(Scaffold.dependency($0)) to its dependencies and " } ?? ""
      throw CommandError(
        "SwiftPM cannot change \(Self.file) (\(error)); add \(addition)"
          + "\(Scaffold.target(name, identity: identity)) to its targets, and run this again")
    }
    // SwiftPM creates a source file with the target.
    for file in ["\(name).swift", "main.swift"] { unlink("\(folder)/\(file)") }
    return hasNoSources ? [] : moves
  }

  private func contents() throws -> [UInt8] {
    let descriptor = open(Self.file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandError("\(Self.file) cannot be read: \(SystemError.last())")
    }
    return Self.bytes(of: FileHandle(descriptor))
  }

  /// Runs `swift package` and returns its output.
  private func swiftPackage(
    _ words: [String]
  ) throws -> (end: ProcessEnd, output: String, errors: String) {
    let files = ["output", "errors"].map { "\(scratch)/\($0)" }
    let end = try {
      let handles = try files.map { try FileHandle(creating: $0) }
      return try Spawning.run(
        ["swift", "package", "--scratch-path", scratch] + words,
        files: [STDOUT_FILENO: handles[0], STDERR_FILENO: handles[1]])
    }()
    let texts = files.map { file in
      String(decoding: Self.bytes(of: FileHandle(open(file, O_RDONLY | O_CLOEXEC))), as: UTF8.self)
    }
    return (end, texts[0], texts[1])
  }

  private static func bytes(of file: FileHandle) -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = file.read(), !piece.isEmpty { bytes += piece }
    return bytes
  }

  /// The first error in SwiftPM's output, or its exit code or signal.
  private static func reason(_ errors: String, _ end: ProcessEnd) -> String {
    for line in errors.split(separator: "\n") {
      if let mark = line.firstRange(of: "error: ") { return String(line[mark.upperBound...]) }
    }
    return "it ended with \(end)"
  }
}
