import Foundation
import ProgramTesting
import Testing

/// Tests the commands that maintain journals, and completion.
@Suite struct KeepingTests {
  @Test func `studies are copied`() throws {
    try CommandFolder.with("pruned") { attune throws in
      try attune.output("copy", "all.journal")
      #expect(
        try attune.output("studies", "-j", "all.journal") == attune.output("studies"))
      try attune.output("copy", "one.journal", "--study", "halving", "--rename", "other")
      #expect(
        try attune.output("export", "-j", "one.journal", "-s", "other")
          == attune.output("export", "-s", "halving"))
      try attune.expectError(
        ["copy", "all.journal"],
        "the journal all.journal already contains a study \"pruned\"; copy with another name "
          + "(--rename) or to another storage")
      try attune.output(
        "copy", "study.journal", "all.journal", "--study", "halving", "--rename", "third")
      #expect(
        try attune.output("export", "-j", "all.journal", "-s", "third")
          == attune.output("export", "-s", "halving"))
      try attune.expectError(
        ["copy", "new.journal", "--rename", "x"],
        "--rename needs exactly one study; select it with --study; see `attune copy --help`",
        status: 2)
    }
  }

  @Test func `an intact journal is reported as intact`() throws {
    try CommandFolder.with("replay-edge") { attune throws in
      let lines = try attune.output("doctor").replacing(attune.folder, with: "FOLDER")
        .split(separator: "\n")
      #expect(lines.first == "FOLDER/study.journal: 27 lines, 27 records, 1 study, 3 trials")
      #expect(lines[1] == "13 records that every reader ignores (not corruption)")
      #expect(lines[7] == "  line 11: the trial does not exist")
      #expect(lines.last == "the journal is intact")
    }
    try CommandFolder.with("torn-tail") { attune throws in
      let report = try attune.output("doctor")
      #expect(
        report.replacing(attune.folder, with: "FOLDER") == """
          FOLDER/study.journal: 10 lines, 9 records, 1 study, 3 trials
          an incomplete last line of 164 bytes (not corruption; the next append removes it)
          study "torn": trial 2 is running
          the journal is intact

          """)
    }
  }

  @Test func `corruption is reported, and the readable records are recovered`() throws {
    try CommandFolder.with("torn-tail") { attune throws in
      var lines = try String(contentsOfFile: attune.journal, encoding: .utf8)
        .split(separator: "\n").map(String.init)
      lines[2] = "{\"op_code\":5,"
      lines[6] = "gar\u{1B}bage"
      try lines.joined(separator: "\n").write(
        toFile: attune.journal, atomically: false, encoding: .utf8)
      let corrupt = try attune.run(["doctor"])
      #expect(corrupt.status == 1)
      let report = corrupt.output.replacing(attune.folder, with: "FOLDER").split(separator: "\n")
      #expect(report.count == 5)
      #expect(report[0] == "FOLDER/study.journal: 10 lines, 7 records, 1 study, 3 trials")
      #expect(report[1].hasPrefix("line 3: the line is not JSON ("))
      #expect(report[2].hasPrefix("line 7: the line is not JSON ("))
      #expect(
        report[4] == "the journal is corrupt in 2 lines; "
          + "use --repair PATH to write the readable records to a new journal")
      let trials = try attune.run(["trials"])
      #expect(trials.status == 1)
      #expect(trials.errors.contains("study.journal, line 3: the line is not JSON"))
      #expect(trials.errors.split(separator: "\n").count == 1)
      #expect(
        try attune.output("doctor", "--repair", "new.journal").hasSuffix(
          "the journal is corrupt in 2 lines\nthe readable records were written to new.journal\n"))
      #expect(
        try attune.output("trials", "-j", "new.journal", "-c", "number,state,value,x") == """
          number  state      value        x
               0  COMPLETE  0.1803
               1  RUNNING           0.01948
               2  RUNNING            0.4632

          """)
      #expect(try attune.output("doctor", "-j", "new.journal").hasSuffix("the journal is intact\n"))
    }
  }

  @Test func `completion scripts contain the commands and options`() throws {
    try CommandFolder.in { attune throws in
      for shell in ["bash", "zsh", "fish"] {
        let script = try attune.output("completion", shell)
        for word in ["best-trials", "search-space", "maximize"] {
          #expect(script.contains(word), "\(shell) does not complete \(word)")
        }
      }
    }
  }

  @Test(arguments: [
    ("attune be", "best-trial best-trials"), ("attune trials --li", "--limit"),
    ("attune trials --format ", "table json csv"), ("attune completion ", "bash zsh fish"),
    ("attune create-study --directions mini", "minimize"),
    ("attune export -o stu", "study.journal"),
  ])
  func `bash completes commands, options and values`(line: String, completions: String) throws {
    try CommandFolder.with("basic") { attune throws in
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      let script =
        try attune.output("completion", "bash") + """
          COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
          COMP_CWORD=\(words.count - 1)
          _attune
          echo "${COMPREPLY[@]}"
          """
      #expect(try bash(script, in: attune.folder) == completions + "\n")
    }
  }

  private func bash(_ script: String, in folder: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
