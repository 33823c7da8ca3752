import Foundation
import ProgramTesting
import Testing

/// What cannot be done is said in one clear line, with a status that is not zero.
@Suite struct ErrorTests {
  @Test(arguments: [
    ["studies"], ["summary"], ["trials"], ["best-trial"], ["best-trials"], ["export"],
    ["delete-study", "--yes"], ["enqueue", "x=1"], ["ask"], ["tell", "0", "1"],
    ["set-user-attr", "a=1"], ["copy", "new.journal"], ["doctor"],
  ])
  func `a journal that is not there is not made`(words: [String]) throws {
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
  func `a file that is no journal is left alone`(words: [String]) throws {
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
  func `a journal is not written over`(words: [String]) throws {
    try CommandFolder.with("torn-tail") { attune in
      let journal = try Data(contentsOf: URL(fileURLWithPath: attune.journal))
      try attune.expectError(
        words + ["--output", "study.journal"],
        "the file study.journal is a journal and is not written over; name another one")
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
        "the journal FOLDER/study.journal holds 2 studies; name one by --study: "
          + "\"pruned\", \"halving\"; see `attune trials --help`", 2
      ),
      (
        ["trials", "-s", "prund"],
        "the journal FOLDER/study.journal holds no study \"prund\" (did you mean pruned?)", 1
      ),
      (
        ["trials", "-s", "pruned", "--columns", ","],
        "--columns names no column; see `attune trials --help`", 2
      ),
      (
        ["trials", "-s", "a\nb\u{1B}[2J"],
        #"the journal FOLDER/study.journal holds no study "a\nb\u{1B}[2J""#, 1
      ),
      (
        ["trials", "-s", "pruned", "--columns", "number,why"],
        "there is no column \"why\"; there are number, value, datetime_start, datetime_complete, "
          + "duration, params_x, state", 1
      ),
      (
        ["trials", "-s", "pruned", "--limit", "-1"],
        "--limit is at least 0, not -1; see `attune trials --help`", 2
      ),
      (
        ["export", "-f", "xml"],
        "--format cannot be \"xml\": give csv, json, jsonl; see `attune export --help`", 2
      ),
      (
        ["export", "-s", "pruned", "-o", "no/such/file"],
        "the file no/such/file cannot be written: No such file or directory", 1
      ),
      (
        ["create-study"],
        "the study needs a name; give --study NAME; see `attune create-study --help`",
        2
      ),
      (
        ["create-study", "-s", "x", "--seed", "-1"],
        "--seed needs a whole number from 0 on, not \"-1\"; see `attune create-study --help`", 2
      ),
      (
        ["enqueue", "-s", "pruned", "x"],
        "enqueue needs NAME=VALUE, not \"x\"; see `attune enqueue --help`", 2
      ),
      (
        ["enqueue", "-s", "pruned", "x=1", "x=2"],
        "\"x\" is given twice; see `attune enqueue --help`", 2
      ),
      (
        ["tell", "-s", "pruned"], "the number of the trial is missing; see `attune tell --help`", 2
      ),
      (
        ["tell", "-s", "pruned", "0", "x"],
        "an objective value needs a number, not \"x\"; see `attune tell --help`", 2
      ),
      (
        ["tell", "-s", "pruned", "0", "1", "2"],
        "the study \"pruned\" needs 1 objective values, not 2; see `attune tell --help`", 2
      ),
      (
        ["tell", "-s", "pruned", "0", "1", "--state", "fail"],
        "a trial that ends as fail has no values; see `attune tell --help`", 2
      ),
      (
        ["ask", "-s", "pruned", "-p", "x"],
        "--param \"x\" is not NAME=VALUES, as in rate=log:1e-5..1e-1 or kind=a,b; "
          + "see `attune ask --help`", 2
      ),
      (
        ["set-user-attr", "-s", "pruned"],
        "there is nothing to note; give NAME=VALUE; see `attune set-user-attr --help`", 2
      ),
      (
        ["set-user-attr", "-s", "pruned", "--key", "a"],
        "--key and --value go together; see `attune set-user-attr --help`", 2
      ),
      (
        ["doctor", "--repair", "no/such/new"],
        "the repaired journal no/such/new cannot be written: No such file or directory; "
          + "FOLDER/study.journal is unchanged", 1
      ),
    ] as [([String], String, Int32)])
  func `what is wrong is said in a line`(
    words: [String], message: String, status: Int32
  ) throws {
    try CommandFolder.with("pruned") { try $0.expectError(words, message, status: status) }
  }

  @Test func `a journal has to be named`() throws {
    let outcome = try BuiltProgram("attune").run(["trials"], environment: ["ATTUNE_JOURNAL": ""])
    #expect(outcome.status == 2)
    #expect(
      outcome.errors
        == "attune trials: no journal is named; give --journal PATH or set ATTUNE_JOURNAL; "
        + "see `attune trials --help`\n")
  }

  @Test func `a journal that cannot be read, or written, is said to be so`() throws {
    // Nothing is forbidden to the superuser.
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

  @Test func `a full disk under the output is an error`() throws {
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
        environment: ["ATTUNE_JOURNAL": attune.journal])
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.hasSuffix("the output cannot be written: No space left on device\n"))
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
  }

  @Test(arguments: [["trials"], ["--help"], ["watch", "--trials", "1"]])
  func `a pipe that is closed ends it quietly`(words: [String]) throws {
    try CommandFolder.with("basic") { attune throws in
      let program = try BuiltProgram("attune").executable.path
      try #require(mkfifo(attune.folder + "/gate", 0o600) == 0)
      // The reader is gone before anything is written. Some parents let the signal be ignored.
      let script = #"""
        trap "" PIPE
        { read go < gate; "$0" "$@"; } | { exec 0<&-; echo go > gate; }
        """#
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/sh")).run(
        ["-c", script, program] + words, environment: ["ATTUNE_JOURNAL": attune.journal],
        in: attune.folder)
      #expect(outcome.errors == "")
    }
  }

  @Test(arguments: ["doctor", "studies", "trials", "watch", "ask"])
  func `what is no file is no journal`(verb: String) throws {
    try CommandFolder.in { attune throws in
      try attune.expectError(
        [verb, "-j", "/dev/null"],
        "/dev/null is a device, and a journal is a file; name a file by --journal")
      try #require(mkfifo(attune.folder + "/pipe", 0o600) == 0)
      try attune.expectError(
        [verb, "-j", "pipe"], "pipe is a pipe, and a journal is a file; name a file by --journal")
      try attune.expectError(
        [verb, "-j", attune.folder],
        "FOLDER is a folder, and a journal is a file; name a file by --journal")
    }
  }
}
