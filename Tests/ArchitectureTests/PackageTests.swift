import Foundation
import Testing

@Suite struct PackageTests {
  @Test func `the package depends on no other`() throws {
    let manifest = SwiftText(try SourceFile.contents(of: "Package.swift")).code
    let dense = manifest.filter { !$0.isWhitespace }
    #expect(!dense.contains(".package("))
    #expect(!dense.contains("Package.Dependency"))
  }

  @Test func `the top level contains only the expected files`() throws {
    let expected: Set = [
      "Package.swift", "Sources", "Tests", "Examples", "Plugins", "Docs",
      "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE",
    ]
    // The files that builds and runs create are ignored here as in `.gitignore`.
    let found = try FileManager.default.contentsOfDirectory(atPath: SourceFile.root.path)
      .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" && !$0.contains(".journal") }
    for name in found.sorted() {
      #expect(expected.contains(name), "\(name) is not expected at the top level")
    }
  }

  @Test func `every test folder is a target`() throws {
    let manifest = try SourceFile.contents(of: "Package.swift")
    let tests = SourceFile.root.appendingPathComponent("Tests").path
    for name in try FileManager.default.contentsOfDirectory(atPath: tests)
    where !name.hasPrefix(".") {
      #expect(manifest.contains("name: \"\(name)\""), "Tests/\(name) is not built")
    }
  }

  @Test func `the library does not depend on the evaluation module`() throws {
    let manifest = try SourceFile.contents(of: "Package.swift")
    var dependencies: [Substring: Set<Substring>] = [:]
    let target = /\.target\(\s*name: "(\w+)"(?:,\s*dependencies: \[([^\]]*)\])?/
    for match in manifest.matches(of: target) {
      let names = (match.output.2 ?? "").matches(of: /"(\w+)"/).map { $0.output.1 }
      dependencies[match.output.1] = Set(names)
    }
    let product = try #require(
      manifest.firstMatch(of: /\.library\(name: "Attune", targets: \["(\w+)"\]\)/))
    var needed: Set<Substring> = []
    var next = [product.output.1]
    while let name = next.popLast() {
      if needed.insert(name).inserted { next += try #require(dependencies[name], "\(name)") }
    }
    #expect(needed == ["Attune", "AttuneKernels"])
    #expect(dependencies["AttuneEvaluation"] == ["Attune"])
  }
}
