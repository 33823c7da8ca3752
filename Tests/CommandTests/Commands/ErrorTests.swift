import Foundation
import ProgramTesting
import Testing

/// Tests that a failure is reported in one line, with a nonzero exit status.
@Suite struct ErrorTests {
  @Test(arguments: [
    ["studies"], ["summary"], ["trials"], ["best-trial"], ["best-trials"], ["export"],
    ["delete-study", "--yes"], ["enqueue", "x=1"], ["ask"], ["tell", "0", "1"],
    ["set-user-attr", "a=1"], ["copy", "new.journal"], ["doctor"],
  ])
  func `a missing journal is not created`(words: [String]) throws {
    try CommandFolder.in { attune throws in
      try attune.expectError(
        words, "there is no journal FOLDER/study.journal (No such file or directory)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: attune.folder) == [])
    }
  }

  @Test(arguments: [
    ["studies"], ["summary"], ["trials"], ["best-trial"], ["best-trials"], ["export"],
    ["create-study", "-s", "s"], ["delete-study", "--yes"], ["enqueue", "x=1"], ["ask"],
    ["tell", "0", "1"], ["set-user-attr", "a=1"], ["copy", "new.journal"], ["doctor"],
  ])
  func `a file that is not a journal is not changed`(words: [String]) throws {
    try CommandFolder.in { attune throws in
      let text = "a,b\n1,2\n"
      try text.write(toFile: attune.journal, atomically: false, encoding: .utf8)
      let outcome = try attune.run(words)
      #expect(outcome.status == 1)
      #expect(outcome.output == "")
      #expect(outcome.errors.split(separator: "\n").count == 1)
      #expect(outcome.errors.hasPrefix("attune \(words[0]): "))
      #expect(outcome.errors.contains(attune.journal))
      #expect(try String(contentsOfFile: attune.journal, encoding: .utf8) == text)
    }
  }

  @Test(arguments: [["export"], ["report"], ["plot", "slice"]])
  func `a journal is not overwritten`(words: [String]) throws {
    try CommandFolder.with("torn-tail") { attune in
      let journal = try Data(contentsOf: URL(fileURLWithPath: attune.journal))
      try attune.expectError(
        words + ["--output", "study.journal"],
        "the file study.journal is a journal and is not overwritten; give another path")
      #expect(try Data(contentsOf: URL(fileURLWithPath: attune.journal)) == journal)
      // Anything else is replaced.
      for _ in 1...2 {
        #expect(try attune.run(words + ["--output", "other"]).status == 0)
      }
    }
  }

  @Test(
    arguments: [
      (
        ["trials"],
        "the journal FOLDER/study.journal contains 2 studies; select one with --study: "
          + "\"pruned\", \"halving\"; see `attune trials --help`", 2
      ),
      (
        ["trials", "-s", "prund"],
        "the journal FOLDER/study.journal contains no study \"prund\" (did you mean pruned?)", 1
      ),
      (
        ["trials", "-s", "pruned", "--columns", ","],
        "--columns names no column; see `attune trials --help`", 2
      ),
      (
        ["trials", "-s", "a\nb\u{1B}[2J"],
        #"the journal FOLDER/study.journal contains no study "a\nb\u{1B}[2J""#, 1
      ),
      (
        ["trials", "-s", "pruned", "--columns", "number,why"],
        "there is no column \"why\"; there are number, value, datetime_start, datetime_complete, "
          + "duration, params_x, state", 1
      ),
      (
        ["trials", "-s", "pruned", "--limit", "-1"],
        "--limit must be at least 0, not -1; see `attune trials --help`", 2
      ),
      (
        ["export", "-f", "xml"],
        "--format cannot be \"xml\"; give one of csv, json, jsonl; see `attune export --help`", 2
      ),
      (
        ["export", "-s", "pruned", "-o", "no/such/file"],
        "the file no/such/file cannot be written: No such file or directory", 1
      ),
      (
        ["create-study"],
        "the study has no name; give --study NAME; see `attune create-study --help`",
        2
      ),
      (
        ["create-study", "-s", "x", "--seed", "-1"],
        "--seed needs a non-negative integer, not \"-1\"; see `attune create-study --help`", 2
      ),
      (
        ["enqueue", "-s", "pruned", "x"],
        "enqueue needs NAME=VALUE, not \"x\"; see `attune enqueue --help`", 2
      ),
      (
        ["enqueue", "-s", "pruned", "x=1", "x=2"],
        "the parameter \"x\" is given twice; see `attune enqueue --help`", 2
      ),
      (
        ["tell", "-s", "pruned"], "the trial number is missing; see `attune tell --help`", 2
      ),
      (
        ["tell", "-s", "pruned", "0", "x"],
        "an objective value needs a number, not \"x\"; see `attune tell --help`", 2
      ),
      (
        ["tell", "-s", "pruned", "0", "1", "2"],
        "the study \"pruned\" needs 1 objective values; 2 are given; see `attune tell --help`", 2
      ),
      (
        ["tell", "-s", "pruned", "0", "1", "--state", "fail"],
        "--state fail takes no objective values; see `attune tell --help`", 2
      ),
      (
        ["ask", "-s", "pruned", "-p", "x"],
        "--param \"x\" is not NAME=VALUES, such as rate=log:1e-5..1e-1 or kind=a,b; "
          + "see `attune ask --help`", 2
      ),
      (
        ["set-user-attr", "-s", "pruned"],
        "no attribute is given; give NAME=VALUE; see `attune set-user-attr --help`", 2
      ),
      (
        ["set-user-attr", "-s", "pruned", "--key", "a"],
        "--key and --value need each other; see `attune set-user-attr --help`", 2
      ),
      (
        ["doctor", "--repair", "no/such/new"],
        "the repaired journal no/such/new cannot be written: No such file or directory; "
          + "FOLDER/study.journal is unchanged", 1
      ),
    ] as [([String], String, Int32)])
  func `an error is reported in one line`(
    words: [String], message: String, status: Int32
  ) throws {
    try CommandFolder.with("pruned") { try $0.expectError(words, message, status: status) }
  }

  @Test func `a journal must be given`() throws {
    let outcome = try BuiltProgram("attune").run(["trials"], environment: ["ATTUNE_STORAGE": ""])
    #expect(outcome.status == 2)
    #expect(
      outcome.errors
        == "attune trials: no storage is given; give --storage ADDRESS or set ATTUNE_STORAGE; "
        + "see `attune trials --help`\n")
  }

  @Test func `a journal that cannot be read or written is reported`() throws {
    // The superuser ignores file permissions.
    guard getuid() != 0 else { return }
    try CommandFolder.with("torn-tail") { attune throws in
      let manager = FileManager.default
      try manager.setAttributes([.posixPermissions: 0o444], ofItemAtPath: attune.journal)
      let written = try attune.run(["enqueue", "x=1"])
      #expect(written.status == 1)
      #expect(written.errors.contains("cannot be opened for writing: Permission denied"))
      try manager.setAttributes([.posixPermissions: 0o000], ofItemAtPath: attune.journal)
      let read = try attune.run(["trials"])
      #expect(read.status == 1)
      #expect(read.errors.contains("cannot be read: Permission denied"))
    }
  }

  @Test func `a full disk is an error`() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    try CommandFolder.with("basic") { attune throws in
      try attune.expectError(
        ["export", "-o", "/dev/full"],
        "the file /dev/full cannot be written: No space left on device")
    }
  }

  @Test(
    arguments: [
      ["--help"], ["--version"], ["help"], ["trials"], ["trials", "-f", "json"],
      ["trials", "-f", "csv"],
      ["summary"], ["studies"], ["best-trial"], ["best-trials"], ["importance"], ["plot", "slice"],
      ["report"], ["export"], ["doctor"], ["ask"], ["watch", "--trials", "1"], ["watch", "--help"],
      ["completion", "bash"], ["enqueue", "x=1"], ["create-study", "-s", "other"],
    ])
  func `output that cannot be written is an error`(words: [String]) throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    try CommandFolder.with("basic") { attune throws in
      let program = try BuiltProgram("attune").executable.path
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/sh")).run(
        ["-c", #""$0" "$@" > /dev/full"#, program] + words,
        environment: ["ATTUNE_STORAGE": attune.journal])
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.hasSuffix("the output cannot be written: No space left on device\n"))
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
  }

  @Test(arguments: [["trials"], ["--help"], ["watch", "--trials", "1"]])
  func `a closed pipe ends the command without a message`(words: [String]) throws {
    try CommandFolder.with("basic") { attune throws in
      let program = try BuiltProgram("attune").executable.path
      try #require(mkfifo(attune.folder + "/gate", 0o600) == 0)
      // The reader closes the pipe before anything is written. The ignored signal is inherited.
      let script = #"""
        trap "" PIPE
        { read go < gate; "$0" "$@"; } | { exec 0<&-; echo go > gate; }
        """#
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/sh")).run(
        ["-c", script, program] + words, environment: ["ATTUNE_STORAGE": attune.journal],
        in: attune.folder)
      #expect(outcome.errors == "")
    }
  }

  @Test(arguments: ["doctor", "studies", "trials", "watch", "ask"])
  func `a journal must be a regular file`(verb: String) throws {
    try CommandFolder.in { attune throws in
      try attune.expectError(
        [verb, "-j", "/dev/null"],
        "/dev/null is a device, not a journal; give a regular file with --storage")
      try #require(mkfifo(attune.folder + "/pipe", 0o600) == 0)
      try attune.expectError(
        [verb, "-j", "pipe"], "pipe is a pipe, not a journal; give a regular file with --storage")
      try attune.expectError(
        [verb, "-j", attune.folder],
        "FOLDER is a folder, not a journal; give a regular file with --storage")
    }
  }
}
