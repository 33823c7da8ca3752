import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// Tests that output files are replaced atomically.
@Suite struct OutputFileTests {
  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test(arguments: [
    ["report"], ["plot", "optimization-history"], ["export"], ["export", "--format", "json"],
  ])
  func `if a file cannot be written, the existing one is unchanged`(words: [String]) throws {
    try CommandFolder.with("basic") { attune in
      let target = attune.folder + "/out"
      try "earlier".write(toFile: target, atomically: true, encoding: .utf8)
      // Simulates a full disk: the limit of the file size is 0.
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/bash")).run(
        [
          "-c", #"trap "" XFSZ; ulimit -f 0; exec "$@""#, "bash",
          BuiltProgram("attune").executable.path,
        ] + words + ["-j", attune.journal, "-o", target], in: attune.folder)
      #expect(outcome.status == 1)
      #expect(try text(target) == "earlier")
      #expect(try files(attune.folder) == ["out", "study.journal"])
    }
  }

  @Test func `a new file has default permissions, and a replaced one keeps its permissions`()
    throws
  {
    try withTemporaryFolder { folder in
      let path = folder + "/out"
      for (mode, text) in [(mode_t(0), "one"), (0o600, "two"), (0o755, "three")] {
        if mode != 0 { try #require(chmod(path, mode) == 0) }
        try OutputFile.write(text, to: path)
        var status = stat()
        try #require(stat(path, &status) == 0)
        if mode != 0 { #expect(status.st_mode & 0o7777 == mode) }
        #expect(try self.text(path) == text)
      }
      #expect(try files(folder) == ["out"])
    }
  }

  @Test func `the target of a symbolic link is replaced, and the link is kept`() throws {
    try withTemporaryFolder { folder in
      let (file, link) = (folder + "/file", folder + "/link")
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
      // At first the link is dangling.
      for contents in ["one", "two"] {
        try OutputFile.write(contents, to: link)
        #expect(try text(file) == contents)
      }
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "file")
      #expect(try files(folder) == ["file", "link"])
    }
  }

  @Test func `a device is written to directly`() throws {
    try OutputFile.write("x", to: "/dev/null")
    #if os(Linux)
      let error = #expect(throws: CommandError.self) { try OutputFile.write("x", to: "/dev/full") }
      #expect(
        error?.description == "the file /dev/full cannot be written: No space left on device")
    #endif
  }

  @Test func `the path of standard output is not truncated`() throws {
    try CommandFolder.with("basic") { attune in
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/sh")).run(
        ["-c", #"echo first > log; exec "$@" -o /dev/stdout >> log"#, "sh"]
          + [BuiltProgram("attune").executable.path, "export", "-j", attune.journal],
        in: attune.folder)
      #expect(outcome.status == 0)
      let log = try text(attune.folder + "/log")
      #expect(log.hasPrefix("first\n"))
      let exported = try attune.output("export")
      #expect(log.dropFirst(6) == exported)
    }
  }

  @Test func `a file in a folder without write permission is written in place`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/out"
      try "a longer text".write(toFile: path, atomically: true, encoding: .utf8)
      try #require(chmod(folder, 0o555) == 0)
      defer { chmod(folder, 0o755) }
      try OutputFile.write("short", to: path)
      #expect(try text(path) == "short")
    }
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may write to any file"))
  func `a read-only file is not replaced`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/out"
      try "kept".write(toFile: path, atomically: true, encoding: .utf8)
      try #require(chmod(path, 0o444) == 0)
      #expect(throws: CommandError.self) { try OutputFile.write("x", to: path) }
      #expect(try text(path) == "kept")
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only the superuser can change the owner of files"))
  func `a replaced file keeps its owner`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/out"
      try "one".write(toFile: path, atomically: true, encoding: .utf8)
      try #require(chown(path, 1234, 4321) == 0)
      try OutputFile.write("two", to: path)
      var status = stat()
      try #require(stat(path, &status) == 0)
      #expect(status.st_uid == 1234 && status.st_gid == 4321)
      #expect(try text(path) == "two")
    }
  }

  @Test func `file names of the maximum length are allowed`() throws {
    try withTemporaryFolder { folder in
      let name = String(repeating: "n", count: 255)
      for contents in ["one", "two"] { try OutputFile.write(contents, to: folder + "/" + name) }
      #expect(try files(folder) == [name])
    }
    try CommandFolder.with("basic") { attune in
      let name = String(repeating: "n", count: 255)
      try attune.output("copy", name)
      #expect(try files(attune.folder) == [name, "study.journal"])
    }
  }

  #if os(Linux)
    @Test(.enabled(if: geteuid() == 0, "only the superuser can mount a file system"))
    func `on a full disk the existing file is unchanged`() throws {
      try CommandFolder.with("basic") { attune in
        let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/usr/bin/env")).run(
          [
            "unshare", "-m", "bash", "-c",
            #"""
            mkdir disk && mount -t tmpfs -o size=64k none disk || exit 77
            echo earlier > disk/out
            head -c 40000 /dev/zero > disk/rest
            "$@" 2> errors; echo "status $?"; cat disk/out; ls -A disk
            """#, "bash", BuiltProgram("attune").executable.path, "report", "-j", attune.journal,
            "-o",
            "disk/out",
          ], in: attune.folder)
        // Containers may not have the permission.
        guard outcome.status == 0 else { return }
        #expect(outcome.lines == ["status 1", "earlier", "out", "rest"])
        #expect(try text(attune.folder + "/errors").contains("No space left on device"))
      }
    }
  #endif
}
