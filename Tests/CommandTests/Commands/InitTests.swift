import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// Tests the template of a tuning program; `.ci/readme.py` builds it.
@Suite struct InitTests {
  @Test func `a new package has a manifest and a program`() throws {
    try withTemporaryFolder { folder in
      let attune = folder + "/where attune is"
      try FileManager.default.createDirectory(atPath: attune, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: attune + "/Package.swift"))
      let outcome = try BuiltProgram("attune").run(["init", "exp", "--attune", attune], in: folder)
      #expect(outcome.status == 0)
      #expect(
        outcome.lines == ["exp/Package.swift", "exp/Sources/exp/main.swift", "exp/.gitignore"])
      let manifest = try String(contentsOfFile: folder + "/exp/Package.swift", encoding: .utf8)
      #expect(manifest.contains("/where attune is\")]"))
      #expect(manifest.contains(#".product(name: "Attune", package: "where attune is")"#))
      let again = try BuiltProgram("attune").run(["init", "exp", "--attune", attune], in: folder)
      #expect(again.status == 1)
      #expect(again.errors == "attune init: exp already exists; give another name\n")
    }
  }

  private static let product = #".product(name: "Attune", package: "attune")"#

  /// The start of a manifest of a package that depends on Attune.
  private static let dependent =
    #"name: "own", dependencies: [.package(path: "../attune")], "#

  /// Creates a package next to one named `attune`, calls a closure with its folder, and removes
  /// both.
  private func withPackage(
    _ manifest: String, files: [String] = [], _ body: (String) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      for name in ["attune", "own"] {
        let package = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: package, withIntermediateDirectories: true)
        let text = name == "attune" ? #"let package = Package(name: "attune")"# : manifest
        try "// swift-tools-version: 6.1\nimport PackageDescription\n\(text)\n".write(
          toFile: package + "/Package.swift", atomically: true, encoding: .utf8)
      }
      for file in files {
        let file = URL(fileURLWithPath: "\(folder)/own/\(file)")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("let nothing = 0\n".utf8).write(to: file)
      }
      try body(folder + "/own")
    }
  }

  /// The source files of a package, without the manifest.
  private func sources(_ folder: String) throws -> Set<String> {
    Set(
      try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    )
    .subtracting(["Package.swift"])
  }

  private static let changeable: [(String, files: [String], arguments: [String], Set<String>)] = [
    // As in the README, with and without the program.
    (
      "\(dependent)targets: [.executableTarget(name: \"own\", dependencies: [\(product)])]",
      ["Sources/own/main.swift"], [], ["Sources/own/main.swift", "Sources/search/main.swift"]
    ),
    (
      "\(dependent)targets: [.executableTarget(name: \"own\", dependencies: [\(product)])]",
      [], [], ["Sources/search/main.swift"]
    ),
    // A package's only target may have its sources in Sources itself, but not one of two.
    (
      "\(dependent)targets: [.executableTarget(name: \"own\")]",
      ["Sources/own.swift"], [], ["Sources/own/own.swift", "Sources/search/main.swift"]
    ),
    ("\(dependent)targets: []", [], [], ["Sources/search/main.swift"]),
    ("name: \"own\"", [], ["--attune", "../attune"], ["Sources/search/main.swift"]),
    // A target without sources, in the default folder or in another.
    (
      "\(dependent)targets: [.executableTarget(name: \"search\", dependencies: [\(product)])]",
      [], [], ["Sources/search/main.swift"]
    ),
    (
      "\(dependent)targets: [.executableTarget(name: \"search\", dependencies: [\(product)], path: \"A\")]",
      [], [], ["A/main.swift"]
    ),
  ]

  @Test(arguments: changeable)
  func `missing parts are added to a package`(
    _ package: (manifest: String, files: [String], arguments: [String], sources: Set<String>)
  ) throws {
    try withPackage("let package = Package(\(package.manifest))", files: package.files) { folder in
      let outcome = try BuiltProgram("attune").run(
        ["init", "search"] + package.arguments, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.hasSuffix("Run it with: swift run -c release search\n"))
      #expect(try sources(folder) == package.sources)
      let manifest = try Data(contentsOf: URL(fileURLWithPath: folder + "/Package.swift"))
      #expect(String(decoding: manifest, as: UTF8.self).contains(Self.product))
      let again = try BuiltProgram("attune").run(["init", "search"], in: folder)
      #expect(again.status == 1)
      #expect(
        again.errors == "attune init: the target \"search\" already exists; give another name\n")
    }
  }

  private static let unchangeable: [(String, files: [String], String)] = [
    (
      "let list: [Target] = []\nlet package = Package(\(dependent)targets: list)", [],
      "SwiftPM cannot change Package.swift (unable to find array literal for 'targets' argument); add "
        + ".executableTarget(name: \"search\", dependencies: [\(product)]) to its targets, and run this again"
    ),
    (
      "let package = Package(\(dependent)targets: [])\n"
        + "package.targets = [.executableTarget(name: \"own\")]", [],
      "SwiftPM cannot change Package.swift "
        + "(the manifest does not use the list of targets that SwiftPM changes); add "
        + ".executableTarget(name: \"search\", dependencies: [\(product)]) to its targets, and run this again"
    ),
    (
      "let package = Package(name: \"own\")", [],
      "Package.swift has no dependency called \"attune\"; add .package(path: \"../attune\") to its "
        + "dependencies, or give --attune with the folder of Attune"
    ),
    (
      "let package = Package(\(dependent)targets: [.executableTarget(name: \"search\")])", [],
      "the target \"search\" does not depend on Attune; add \(product) to its dependencies, and run this "
        + "again"
    ),
    (
      "let package = Package(\(dependent)targets: [.executableTarget(name: \"own\")])",
      ["Sources/own/own.swift", "Sources/search/other.swift"],
      "the folder Sources/search already exists and is not a target; give another name"
    ),
  ]

  @Test(arguments: unchangeable)
  func `a package that cannot be changed is left unchanged, and one line says what to add`(
    _ package: (manifest: String, files: [String], message: String)
  ) throws {
    try withPackage(package.manifest, files: package.files) { folder in
      let before = try Data(contentsOf: URL(fileURLWithPath: folder + "/Package.swift"))
      let outcome = try BuiltProgram("attune").run(["init", "search"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.output == "")
      #expect(outcome.errors == "attune init: \(package.message)\n")
      #expect(try sources(folder) == Set(package.files))
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/Package.swift")) == before)
    }
  }

  @Test func `an invalid manifest is an error with SwiftPM's reason`() throws {
    try withPackage("this is no manifest") { folder in
      let outcome = try BuiltProgram("attune").run(["init", "search"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("attune init: SwiftPM cannot read Package.swift: "))
      #expect(outcome.errors.split(separator: "\n").count == 1)
      #expect(try sources(folder) == [])
    }
  }

  @Test func `without a package and without --attune one line says what to do`() throws {
    try withTemporaryFolder { folder in
      let outcome = try BuiltProgram("attune").run(["init", "search"], in: folder)
      #expect(outcome.status == 2)
      #expect(
        outcome.errors
          == "attune init: there is no Package.swift here; for a new package in the folder search, give the "
          + "folder of Attune: attune init search --attune ../attune; see `attune init --help`\n")
      let wrong = try BuiltProgram("attune").run(["init", "search", "--attune", "."], in: folder)
      #expect(wrong.status == 1)
      #expect(
        wrong.errors
          == "attune init: the folder . has no Package.swift; give the folder of Attune\n")
    }
  }

  @Test func `the program exits with status 130 after Ctrl-C`() {
    #expect(Scaffold.program("p").contains("if reason == .interrupted { exit(130) }"))
  }

  @Test(arguments: [
    "", "3x", "a b", "a/b", "../a", "a.b", "ü", "-a", "Attune", "attune", "AttuneKernels",
  ])
  func `an invalid target name is rejected`(name: String) {
    #expect(!Scaffold.isValid(name: name))
  }

  @Test(arguments: ["a", "tune-digits", "Tuner_2"])
  func `a valid target name is accepted`(name: String) {
    #expect(Scaffold.isValid(name: name))
  }
}
