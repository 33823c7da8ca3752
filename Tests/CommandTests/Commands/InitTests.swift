import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// The files that a tuning program begins with; that they build is seen by `PluginTests`.
@Suite struct InitTests {
  @Test func `a new package has a manifest and a program`() throws {
    try withTemporaryFolder { folder in
      let attune = folder + "/where attune is"
      try FileManager.default.createDirectory(atPath: attune, withIntermediateDirectories: true)
      let outcome = try BuiltProgram("attune").run(["init", "exp", "--attune", attune], in: folder)
      #expect(outcome.status == 0)
      #expect(
        outcome.lines == ["exp/Package.swift", "exp/Sources/exp/main.swift", "exp/.gitignore"])
      let manifest = try String(contentsOfFile: folder + "/exp/Package.swift", encoding: .utf8)
      #expect(manifest.contains("/where attune is\")]"))
      #expect(manifest.contains(#".product(name: "Attune", package: "where attune is")"#))
      let again = try BuiltProgram("attune").run(["init", "exp", "--attune", attune], in: folder)
      #expect(again.status == 1)
      #expect(again.errors == "attune init: there is exp already; give another name\n")
    }
  }

  @Test func `a package that cannot be changed gets the program and advice`() throws {
    try withTemporaryFolder { folder in
      try "this is no manifest\n".write(
        toFile: folder + "/Package.swift", atomically: true, encoding: .utf8)
      let outcome = try BuiltProgram("attune").run(
        ["init", "tuner", "--identity", "hub"], environment: ["PATH": "/usr/bin:/bin"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("Package.swift could not be changed; add this"))
      #expect(outcome.errors.contains(#".product(name: "Attune", package: "hub")"#))
      #expect(FileManager.default.fileExists(atPath: folder + "/Sources/tuner/main.swift"))
    }
  }

  @Test(arguments: ["", "3x", "a b", "a/b", "../a", "a.b", "ü", "-a"])
  func `a name that no target can have is refused`(name: String) {
    #expect(!Scaffold.isValid(name: name))
  }

  @Test(arguments: ["a", "tune-digits", "Tuner_2"])
  func `any other name is taken`(name: String) {
    #expect(Scaffold.isValid(name: name))
  }
}
