import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// `swift package attune` in a package that depends on this one.
///
/// Builds all of it anew in debug and in release mode, which takes about two minutes on two cores, so only
/// with `ATTUNE_PLUGIN_TESTS=1`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ATTUNE_PLUGIN_TESTS"] != nil))
struct PluginTests {
  private struct Consumer {
    let folder: String

    init(in folder: String) throws {
      self.folder = folder
      let sources = folder + "/Sources/thing"
      try FileManager.default.createDirectory(
        atPath: sources, withIntermediateDirectories: true)
      try "let nothing = 0\n".write(
        toFile: sources + "/thing.swift", atomically: true, encoding: .utf8)
      let attune = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
      try """
      // swift-tools-version: 6.1
      import PackageDescription

      let package = Package(
        name: "consumer",
        platforms: [.macOS(.v15)],
        dependencies: [.package(path: "\(attune)")],
        targets: [.target(name: "thing")]
      )
      """.write(toFile: folder + "/Package.swift", atomically: true, encoding: .utf8)
    }

    /// What `swift package attune` does and says.
    func attune(_ arguments: String...) throws -> (end: ProcessEnd, text: String) {
      let words =
        ["swift", "package", "--allow-writing-to-package-directory", "attune"] + arguments
      let end = try Spawning.run(
        ["/bin/sh", "-c", #"cd "$0" && exec "$@" > output 2>&1"#, folder] + words)
      return (end, try String(contentsOfFile: folder + "/output", encoding: .utf8))
    }
  }

  @Test func `a program is added to a package, run, and looked at`() throws {
    try withTemporaryFolder { folder in
      let consumer = try Consumer(in: folder)
      let added = try consumer.attune("init", "tuner")
      try #require(added.end == .exit(0), "\(added.text)")
      #expect(added.text.contains("Package.swift has the target \"tuner\" now."))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder + "/Sources/tuner")
          == ["main.swift"])

      let run = try consumer.attune("run", "tuner")
      try #require(run.end == .exit(0), "\(run.text)")
      #expect(run.text.contains("100/100 trials"))
      let study = try #require(
        try JournalStorage(path: folder + "/tuner.journal").study(named: "tuner"))
      #expect(study.trials.finishedCount == 100)
      // Rosenbrock's valley starts at 6.5 + 100 · 0.25² there, and ends at 0.
      #expect(try #require(study.trials.bestTrial?.value) < 0.1)

      let studies = try consumer.attune("studies", "--journal", "tuner.journal")
      #expect(studies.end == .exit(0))
      #expect(studies.text.contains("tuner"))

      #expect(try consumer.attune("nonsense").end != .exit(0))
      #expect(try consumer.attune("run", "nonsense").end != .exit(0))
      #expect(try consumer.attune("--help").text.contains("swift package attune run PRODUCT"))
    }
  }
}
