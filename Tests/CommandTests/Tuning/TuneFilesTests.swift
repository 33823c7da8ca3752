import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// Tests the output files of `attune tune`, and its checks before a trial starts.
@Suite(.timeLimit(.minutes(5))) struct TuneFilesTests {
  private static let options = ["--minimize", "loss: ([-0-9.e]+)", "--quiet"]

  @Test(arguments: [
    String(repeating: "调", count: 29), String(repeating: "ж", count: 43),
    String(repeating: "a", count: 254), "a/../b", "e\u{301}",
  ])
  func `a study of any name is tuned, and resumed`(name: String) throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "loss: $1""#, in: folder)
      for count in ["1", "2"] {
        let outcome = try tune.run(Self.options + ["--study", name, "--trials", count])
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      let study = try #require(try JournalStorage(path: tune.journal).studies().first)
      #expect(study.trials.map(\.state) == [.complete, .complete])
      for trial in study.trials {
        let path = try #require(trial.userAttributes["output"]?.stringValue)
        #expect(FileManager.default.fileExists(atPath: path))
      }
    }
  }

  @Test func `no trial starts if the output cannot be stored`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "loss: $1""#, in: folder)
      try Data().write(to: URL(fileURLWithPath: tune.journal + ".artifacts"))
      let outcome = try tune.run(Self.options)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors == """
          attune tune: the folder \(tune.journal).artifacts cannot be created: Not a directory

          """)
      #expect(try tune.trials().isEmpty)
    }
  }

  @Test func `if the output can no longer be stored, the run ends and the trial is not running`()
    throws
  {
    try withTemporaryFolder { folder in
      // The second trial finds a file instead of its folder.
      let tune = try TuneRun(#"touch "$ATTUNE_FOLDER/../1"; echo "loss: $1""#, in: folder)
      let outcome = try tune.run(Self.options + ["--trials", "3"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains(".artifacts/0-tune/1 cannot be created"))
      #expect(outcome.errors.split(separator: "\n").count == 1)
      #expect(try tune.trials().map(\.state) == [.complete, .waiting])
      try FileManager.default.removeItem(atPath: tune.journal + ".artifacts/0-tune/1")
      _ = try TuneRun(#"echo "loss: $1""#, in: folder).run(Self.options + ["--trials", "3"])
      #expect(try tune.trials().map(\.state) == [.complete, .complete, .complete])
    }
  }

  @Test func `if the disk is full, the run ends and the trial is not running`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(
        #"i=0; while [ $i -lt 3000 ]; do echo "a line of the output"; i=$((i+1)); done"#, in: folder
      )
      // Simulates a full disk: the limit of the file size is 16 blocks of 1024 bytes.
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/bash")).run(
        [
          "-c", #"trap "" XFSZ; ulimit -f 16; exec "$@""#, "bash",
          BuiltProgram("attune").executable.path,
        ] + tune.words(Self.options + ["--trials", "3"]), in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("the output of a trial cannot be written to"))
      #expect(try tune.trials().map(\.state) == [.waiting])
    }
  }

  @Test func `a symbolic link at the path of the output is not followed`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "loss: $1""#, in: folder)
      let victim = folder + "/victim"
      try "precious".write(toFile: victim, atomically: true, encoding: .utf8)
      let kept = tune.journal + ".artifacts/0-tune/0"
      try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: kept + "/output.txt", withDestinationPath: victim)
      #expect(try tune.run(Self.options + ["--trials", "1"]).status == 0)
      #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
      #expect(
        try String(contentsOfFile: kept + "/output.txt", encoding: .utf8).hasPrefix("loss: "))
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only the superuser can change the owner of files"))
  func `an output folder of another user is rejected before a trial starts`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"touch "$ATTUNE_FOLDER/weights"; echo "loss: $1""#, in: folder)
      let planted = tune.journal + ".artifacts"
      try FileManager.default.createDirectory(
        atPath: planted + "/0-tune/0", withIntermediateDirectories: true)
      try #require(chmod(folder, 0o1777) == 0 && chown(planted, 65534, 65534) == 0)
      let outcome = try tune.run(Self.options + ["--trials", "1"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("belongs to another user (user ID 65534)"))
      #expect(try tune.trials().isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: planted + "/0-tune/0").isEmpty)
    }
  }

  // MARK: Limits

  @Test func `the reason of a failure is short for any output`() throws {
    try withTemporaryFolder { folder in
      // Five lines of a letter and 300,000 combining marks.
      let line = "a" + String(repeating: "\u{301}", count: 300_000) + "\n"
      try String(repeating: line, count: 5).write(
        toFile: folder + "/lines", atomically: true, encoding: .utf8)
      let tune = try TuneRun("cat lines; exit 3", in: folder)
      _ = try tune.run(Self.options + ["--failure-limit", "1"])
      let reason = try #require(try tune.trials().first?.failureReason)
      #expect(reason.utf8.count < 1200)
      #expect(try Data(contentsOf: URL(fileURLWithPath: tune.journal)).count < 20_000)
    }
  }

  @Test func `the reason of a failure is short for any match`() {
    let text = String(repeating: "e\u{301}", count: 500_000)
    let failure = ProgramFailure("\"\(text)\" is not a number", lastLines: ["a"])
    #expect(failure.description.utf8.count < 1100)
    #expect(failure.description.hasSuffix("the last lines: a"))
  }

  @Test func `too many parallel programs for the limit of open files are rejected`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(#"echo "loss: $1""#, in: folder)
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/sh")).run(
        ["-c", #"ulimit -n 64; exec "$@""#, "sh", BuiltProgram("attune").executable.path]
          + tune.words(Self.options + ["--trials", "1", "--parallel", "100"]), in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("100 programs at a time need 332 open files"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["program.sh"])
    }
  }

  @Test func `a limit of open files that is too low is reported`() throws {
    try CommandFolder.in { attune in
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/sh")).run(
        [
          "-c", #"ulimit -n 4; exec "$@""#, "sh", BuiltProgram("attune").executable.path,
          "create-study", "-j", attune.journal, "-s", "s",
        ], in: attune.folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("Too many open files"), "\(outcome.errors)")
      #expect(outcome.errors.contains("ulimit -n"))
      #expect(!outcome.errors.contains("must be writable"))
    }
  }

  // MARK: Arguments

  @Test func `arguments that are not UTF-8 reach the program unchanged`() throws {
    try withTemporaryFolder { folder in
      let tune = try TuneRun(
        #"printf %s "$3" > argument; printf %s "$VALUE" > value; printf %s "$OTHER" > other; echo loss: 1"#,
        in: folder)
      let words = tune.words(Self.options + ["--trials", "1"], arguments: ["{x}", "{kind}"])
      // The shell inserts the bytes: in an argument, in --env and in an existing variable.
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/sh")).run(
        [
          "-c",
          #"""
          odd=$(printf 'a\377{kind}\303(\364\217\277\277')
          export OTHER=$(printf '\200\376')
          program=$1; shift
          exec "$program" tune --env VALUE="$odd" "$@" "$odd"
          """#,
          "sh", BuiltProgram("attune").executable.path,
        ] + words.dropFirst(), in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let kind = try #require(try tune.trials()[0].parameters["kind"]?.stringValue)
      let expected = Data([0x61, 0xFF] + Array(kind.utf8) + [0xC3, 0x28, 0xF4, 0x8F, 0xBF, 0xBF])
      for (file, bytes) in [
        ("argument", expected), ("value", expected), ("other", Data([0x80, 0xFE])),
      ] {
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file)) == bytes)
      }
    }
  }

  @Test func `names that are not UTF-8 are rejected`() throws {
    try withTemporaryFolder { folder in
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/sh")).run(
        [
          "-c", #"exec "$1" create-study -j s.journal -s "$(printf 'a\377')""#, "sh",
          BuiltProgram("attune").executable.path,
        ], in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("is not UTF-8"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test(arguments: [#"kind=choice:"a\u0000b",c"#, #"kind=c,"\u0000""#])
  func `a choice with NUL is rejected before a trial starts`(text: String) throws {
    try withTemporaryFolder { folder in
      let outcome = try BuiltProgram("attune").run(
        ["tune", "-j", "s.journal", "--param", text] + Self.options
          + ["--", "/bin/sh", "-c", "touch ran", "{kind}"], in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("contains NUL, which arguments cannot contain"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test(arguments: [".", "/", "folder", ""])
  func `a folder is not a program`(program: String) throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/folder", withIntermediateDirectories: false)
      let outcome = try BuiltProgram("attune").run(
        ["tune", "-j", "s.journal", "--param", "x=0..1"] + Self.options + ["--", program, "{x}"],
        environment: ["PATH": ":/bin"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("there is no executable program"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["folder"])
    }
  }
}
