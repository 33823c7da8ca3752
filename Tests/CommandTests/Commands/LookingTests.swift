import Attune
import Foundation
import ProgramTesting
import Testing

/// Tests the commands that only read, on journals of Python Optuna.
@Suite struct LookingTests {
  @Test func `studies are listed`() throws {
    try CommandFolder.with("pruned") { attune throws in
      #expect(
        try attune.output("studies") == """
          name     direction  n_trials  complete  pruned  failed  running  waiting  best_value  \
          datetime_start
          pruned   maximize         31        12      16       3        0        0         inf  \
          2026-11-21 01:33:53
          halving  minimize          8         4       4       0        0        0      0.1256  \
          2026-11-21 01:33:53

          """)
      #expect(
        try attune.output("studies", "--format", "csv")
          == "name,direction,n_trials,complete,pruned,failed,running,waiting,best_value,"
          + "datetime_start\r\n"
          + "pruned,maximize,31,12,16,3,0,0,inf,2026-11-21 01:33:53\r\n"
          + "halving,minimize,8,4,4,0,0,0,0.12558531046383625,2026-11-21 01:33:53\r\n")
    }
  }

  @Test func `a study is summarized`() throws {
    try CommandFolder.with("torn-tail") { attune throws in
      let summary = try attune.output("summary")
      #expect(
        summary == """
          study "torn"
          3 trials: 2 complete, 1 running
          minimize value
          best: trial 1 with 0.01948
            x: 0.019475241487624584
          parameters:
            x  a float in 0.0...1.0
          from 2026-11-21 01:34:02 to 2026-11-21 01:34:02 UTC, total trial time 0:00

          """)
    }
  }

  @Test func `trials are filtered, sorted and limited`() throws {
    try CommandFolder.with("basic") { attune throws in
      #expect(
        try attune.output(
          "trials", "--where", "kind=net", "-w", "layers>=2", "--state", "complete", "--sort",
          "value", "--limit", "3", "--columns", "number,value,params_width,lr") == """
            number  value  width         lr
                 3  3.363     16    0.07465
                 5  12.64     48   0.005572
                 1  22.73    128  0.0002411

            """)
      #expect(
        try attune.output(
          "trials", "--descending", "-n2", "--columns=number", "--columns=state")
          == "number  state\n    29  COMPLETE\n    28  COMPLETE\n")
      #expect(
        try attune.output("trials", "-f", "json", "-n", "1", "-c", "number,params") == """
          [
            {"number": 0, "params": {"kind": "linear", "layers": 1, "lr": 0.007608481233714793, \
          "x": -0.8297799529742598}}
          ]

          """)
    }
  }

  private static let comparisons =
    "write NAME<VALUE, with one of < <= > >= = !="

  private static let mistakes: [(String, String, String)] = [
    ("lr>>1", "WHERE: there is no operator >> (did you mean >?); LIST", "    ^^"),
    ("lr=>1", "WHERE: there is no operator => (did you mean >=?); LIST", "    ^^"),
    ("lr", "WHERE is not a condition; LIST", "    ^"),
    ("lr<", "WHERE has no value after <; LIST", "     ^"),
    (" <1", "WHERE has no column before <; LIST", "   ^"),
    (
      "lr<1 and x>2",
      "WHERE has more than one operator; repeat --where for each condition, or put the value in "
        + "double quotation marks", "            ^"
    ),
    ("layer>1", "there is no column \"layer\" (did you mean layers?)", "  ^^^^^"),
    (
      "lr<high",
      "WHERE: lr contains numbers, such as 0.007608481233714793, which cannot be compared with high",
      "     ^^^^"
    ),
    (
      "kind>3",
      "WHERE: kind contains texts, such as \"linear\", which cannot be compared with 3; write = or !=",
      "       ^"
    ),
    (
      "kind=3", "WHERE: kind contains texts, such as \"linear\", which cannot be compared with 3",
      "       ^"
    ),
    (
      "state=COMPLET", "WHERE: there is no state COMPLET (did you mean COMPLETE?)",
      "        ^^^^^^^"
    ),
    ("state<FAIL", "WHERE: states have no order; write = or !=", "       ^"),
  ]

  @Test(arguments: mistakes)
  func `an invalid condition is reported with carets`(
    condition: String, message: String, carets: String
  ) throws {
    try CommandFolder.with("basic") { attune throws in
      let outcome = try attune.run(["trials", "--where", condition])
      #expect(outcome.status == 2)
      #expect(outcome.output == "")
      let expected = message.replacing("WHERE", with: "--where \"\(condition)\"")
        .replacing("LIST", with: Self.comparisons)
      #expect(
        outcome.errors == "attune trials: \(expected); see `attune trials --help`\n  \(condition)\n"
          + carets + "\n")
    }
  }

  @Test(arguments: [
    ("lr<.001", "lr<0.001"), ("lr< +1e-3", "lr<0.001"), ("lr<=inf", "lr<1e9"),
    ("datetime_start>2026", "number>=0"), ("state!=pruned", "state=complete"),
    ("kind=\"net\"", "kind=net"), ("number == 3", "number=3"),
  ])
  func `equivalent conditions select the same trials`(condition: String, other: String) throws {
    try CommandFolder.with("basic") { attune throws in
      #expect(
        try attune.output("trials", "-f", "csv", "--where", condition)
          == attune.output("trials", "-f", "csv", "--where", other))
    }
  }

  @Test func `labels that are numbers are ordered as numbers`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s", "--seed", "1")
      for value in ["9.0", "10.0", "2.50"] {
        try attune.output("enqueue", "z=\"\(value)\"")
        try attune.output("ask", "-p", "z=choice:\"9.0\",\"10.0\",2.50")
      }
      #expect(
        try attune.output("trials", "-c", "number", "-f", "csv", "--where", "z<9.5")
          == "number\r\n0\r\n2\r\n")
      #expect(
        try attune.output("trials", "-c", "number", "-f", "csv", "--where", "z=2.50")
          == "number\r\n2\r\n")
    }
  }

  @Test func `the best trial is shown`() throws {
    try CommandFolder.with("basic") { attune throws in
      #expect(
        try attune.output("best-trial") == """
          number  state        value  duration  depth  dropout  kind    layers         lr  width  \
              x
              21  COMPLETE  0.006787   0.01067                  linear       3  8.338e-05         \
          1.582

          """)
      #expect(
        try attune.output("best-trial", "--format=json") == """
          {"number": 21, "value": 0.006786815587914063, \
          "datetime_start": "2026-11-21T01:33:53.090361+00:00", \
          "datetime_complete": "2026-11-21T01:33:53.101031+00:00", "duration": 0.01067, \
          "params": {"kind": "linear", "layers": 3, "lr": 8.337873327101728e-05, \
          "x": 1.581874518958239}, "state": "COMPLETE"}

          """)
    }
  }

  @Test func `the Pareto front is shown`() throws {
    try CommandFolder.with("multiobjective") { attune throws in
      // The numbers of `best_trials` of Optuna 5.0.0.
      let output = try attune.output("best-trials", "-s", "constraints-func", "-f", "csv")
      let numbers = output.split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != "," } }
      #expect(numbers == ["0", "2", "4"])
    }
  }

  @Test func `feasible trials are shown and counted`() throws {
    try CommandFolder.with("multiobjective") { attune throws in
      let storage = JournalStorage(path: attune.journal)
      let study = try #require(try storage.study(named: "binh-korn"))
      let count = try #require(study.feasibility).description
      #expect(count.contains("complete trials feasible; violated: c"))
      for command in ["trials", "best-trials"] {
        let lines = try attune.output(command, "-s", "binh-korn").split(separator: "\n")
        #expect(lines[0].contains(" feasible "), "\(command)")
        #expect(lines.last.map(String.init) == count, "\(command)")
      }
      #expect(try attune.output("summary", "-s", "binh-korn").contains("\n\(count)\n"))
      let numbers = try attune.output(
        "trials", "-s", "binh-korn", "--where", "feasible=true", "-c", "number", "-f", "csv")
      #expect(numbers.split(separator: "\r\n").count - 1 == study.feasibility?.feasibleCount)
      #expect(try !attune.output("trials", "-s", "nsga2").contains("feasible"))
    }
  }

  @Test func `trials are exported`() throws {
    try CommandFolder.with("torn-tail") { attune throws in
      let csv = try attune.output("export")
      #expect(
        csv
          == "number,value,datetime_start,datetime_complete,duration,params_x,state\r\n"
          + "0,0.1802696888767692,2026-11-21T01:34:02.888941+00:00,"
          + "2026-11-21T01:34:02.896872+00:00,0.007931,0.1802696888767692,COMPLETE\r\n"
          + "1,0.019475241487624584,2026-11-21T01:34:02.900378+00:00,"
          + "2026-11-21T01:34:02.908816+00:00,0.008438,0.019475241487624584,COMPLETE\r\n"
          + "2,,2026-11-21T01:34:02.912817+00:00,,,0.4632185264983446,RUNNING\r\n")
      #expect(try attune.output("export", "-o", "trials.csv") == "")
      let file = try String(contentsOfFile: "\(attune.folder)/trials.csv", encoding: .utf8)
      #expect(file == csv)
      #expect(
        try attune.output("export", "-f", "jsonl", "--columns", "number,params", "-n", "1")
          == "{\"number\": 0, \"params\": {\"x\": 0.1802696888767692}}\n")
      #expect(
        try attune.output("export", "-f", "json", "-c", "state", "-n", "1")
          == "[\n  {\"state\": \"COMPLETE\"}\n]\n")
    }
  }

  @Test func `formulas are escaped on demand`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "s")
      try attune.output("enqueue", "x==1+1")
      #expect(
        try attune.output("ask", "-p", "x==1+1,b")
          == "{\"number\": 0, \"params\": {\"x\": \"=1+1\"}}\n")
      #expect(try attune.output("export", "-c", "x") == "params_x\r\n=1+1\r\n")
      #expect(
        try attune.output("export", "-c", "x", "--guard-formulas") == "params_x\r\n'=1+1\r\n")
    }
  }

  @Test func `reading changes nothing`() throws {
    try CommandFolder.with("attrs") { attune throws in
      let before = try Data(contentsOf: URL(fileURLWithPath: attune.journal))
      for verb in ["studies", "trials", "summary", "best-trial", "export", "doctor"] {
        _ = try attune.run([verb, "--study", "grid"])
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: attune.journal)) == before)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: attune.folder) == ["study.journal"])
    }
  }

  @Test func `control characters in names are escaped on terminals`() throws {
    try CommandFolder.in { attune throws in
      try attune.output("create-study", "-s", "a\u{1B}[2Jb", "--seed", "1")
      for verb in ["studies", "summary", "trials"] {
        #expect(try !attune.output(verb).contains("\u{1B}"))
      }
      try attune.output("ask", "-p", "x\u{1B}[2J=a\u{1B}[2Jb,c")
      #expect(try attune.outputOnTerminal(["trials", "-f", "csv"]).contains("\\u{1B}[2J"))
      for words in [["trials"], ["trials", "-f", "csv"], ["trials", "-f", "json"], ["export"]] {
        #expect(try !attune.outputOnTerminal(words).contains("\u{1B}[2J"))
      }
      let missing = try attune.run(["trials", "-s", "\u{1B}[2J"])
      #expect(!missing.errors.contains("\u{1B}"))
      #expect(missing.status == 1)
    }
  }
}
