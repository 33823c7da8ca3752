import Attune
import Foundation
import ProgramTesting
import Testing

/// Tests the commands that analyze studies, on journals of Python Optuna.
@Suite struct AnalysisTests {
  @Test func `importances are printed as a table`() throws {
    try CommandFolder.with("basic") { attune throws in
      #expect(
        try attune.output("importance") == """
          parameter  importance
          x              0.4966
          layers         0.2506
          lr             0.2456
          kind          0.00716
          depth             0.0
          dropout           0.0
          width             0.0

          """)
      let some = try attune.output(
        "importance", "-p", "lr", "--param", "x", "--not-normalized", "--format", "csv")
      #expect(
        some == "parameter,importance\r\nx,0.01048410573436346\r\nlr,0.00518603698372655\r\n")
    }
  }

  @Test func `with budgets it is stated which trials have importances`() throws {
    try CommandFolder.in { attune throws in
      let study = try Study(
        "budgets", storage: JournalStorage(path: attune.journal), sampler: .random, pruner: .none,
        seed: 1)
      try study.optimize(
        trials: 9, budget: .halving(from: 1, to: 3, factor: 3), progress: .none
      ) { trial in try trial.suggest("x", in: 0.0...1.0) }
      let complete = study.trials.count(of: .complete)
      let smaller = study.trials.count - complete
      let outcome = try attune.run(["importance"])
      #expect(outcome.output.contains("x"))
      #expect(
        outcome.errors
          == "They are those of \(complete) complete trials; \(smaller) with smaller budgets are left out.\n"
      )
    }
  }

  @Test(arguments: ["ped-anova", "fanova", "mdi"])
  func `each evaluator gives the importances of the library`(name: String) throws {
    try CommandFolder.with("basic") { attune throws in
      let study = try #require(try JournalStorage(path: attune.journal).studies().first)
      let expected =
        switch name {
        case "fanova": try study.importances(by: .fANOVA())
        case "mdi": try study.importances(by: .meanDecreaseInImpurity())
        default: try study.importances(by: .pedANOVA())
        }
      #expect(
        try attune.output("importance", "--evaluator", name, "-f", "json")
          == "[\n"
          + expected.map { "  {\"parameter\": \"\($0.name)\", \"importance\": \($0.value)}" }
          .joined(separator: ",\n") + "\n]\n")
    }
  }

  @Test(arguments: ["light", "dark", "automatic"])
  func `a plot is the chart of the library`(theme: String) throws {
    try CommandFolder.with("basic") { attune throws in
      let study = try #require(try JournalStorage(path: attune.journal).studies().first)
      let colours: ChartTheme =
        switch theme {
        case "light": .light
        case "dark": .dark
        default: .automatic
        }
      let chart = try study.chart(.slice.showing(parameters: ["lr", "x"]))
      try attune.output(
        "plot", "slice", "-p", "x", "-p", "lr", "--theme", theme, "--output", "slice.svg")
      let picture = try String(contentsOfFile: "\(attune.folder)/slice.svg", encoding: .utf8)
      #expect(picture == chart.svg(theme: colours) + "\n")
      #expect(picture.hasPrefix("<svg "))
    }
  }

  @Test func `every plot is drawn or reports an error with its name`() throws {
    try CommandFolder.with("multiobjective") { attune throws in
      for plot in Plot.all {
        let outcome = try attune.run(["plot", plot.name, "--study", "binh-korn"])
        if outcome.status == 0 {
          #expect(outcome.output.contains("<title"))
        } else {
          #expect(
            outcome.errors.hasPrefix("attune plot: the plot \(plot.name) of study \"binh-korn\" "))
          #expect(outcome.lines.isEmpty)
        }
      }
    }
  }

  @Test(arguments: ["fanova", "mdi"])
  func `a forest needs --objective for a multi-objective study`(name: String) throws {
    try CommandFolder.with("multiobjective") { attune throws in
      try attune.expectError(
        ["importance", "-e", name, "-s", "binh-korn"],
        "the study \"binh-korn\" has 2 objective values, and \(name) uses one; give --objective 0 "
          + "for the first of them, or --evaluator ped-anova")
      let outcome = try attune.run(
        ["importance", "-e", name, "-s", "binh-korn", "--objective", "0", "-p", "x"])
      #expect(outcome.status == 0)
    }
  }

  @Test func `help lists the plots once`() throws {
    let help = try BuiltProgram("attune").run(["plot", "--help"]).output
    #expect(help.ranges(of: "\(Plot.all[0].name),").count == 1)
  }

  @Test func `a hypervolume history uses the given reference point`() throws {
    try CommandFolder.with("multiobjective") { attune throws in
      let some = try attune.output(
        "plot", "hypervolume-history", "--study", "binh-korn", "--reference", "140", "-50")
      let study = try #require(try JournalStorage(path: attune.journal).study(named: "binh-korn"))
      #expect(
        try some == study.chart(.hypervolumeHistory.referencePoint([140, -50])).svg() + "\n")
    }
  }

  @Test(arguments: [
    (["--log"], AxisOptions(scale: .log)), (["--linear"], AxisOptions(scale: .linear)),
    (["--no-clip"], AxisOptions(clipsOutliers: false)), (["--linear", "--no-clip"], .full),
  ])
  func `a plot has the given axes`(options: [String], axes: AxisOptions) throws {
    try CommandFolder.with("basic") { attune throws in
      let study = try #require(try JournalStorage(path: attune.journal).studies().first)
      let picture = try attune.run(["plot", "slice"] + options)
      #expect(picture.status == 0)
      #expect(try picture.output == study.chart(.slice, axes: axes).svg() + "\n")
    }
  }

  @Test func `a report is one page that depends only on the study and the time`() throws {
    try CommandFolder.with("basic") { attune throws in
      let page = try attune.output("report")
      #expect(page.hasPrefix("<!doctype html>"))
      let moment = Timestamp.now()
      let study = try #require(try JournalStorage(path: attune.journal).studies().first)
      let day = moment.description.prefix(10)
      #expect(page.contains(day))
      #expect(page.count == study.report(madeAt: moment).count)
      try attune.output("report", "-o", "r.html")
      let file = try String(contentsOfFile: "\(attune.folder)/r.html", encoding: .utf8)
      #expect(file.count == page.count)
    }
  }

  @Test func `a replay prints the trials that another pruner would have stopped`() throws {
    try CommandFolder.with("pruned") { attune throws in
      let words = ["-s", "halving", "--pruner", "successive-halving:minimum=1"]
      let text = try attune.run(["prune-replay"] + words)
      #expect(
        text.output == """
          study "halving" replayed with SuccessiveHalvingPruner(minimumResource: 1): 8 trials with \
          reports, by their recorded times
          stopped: 5 trials
          saved: 5 of 45 steps (11.11 %)
          lost: 1 of the 4 best trials: 7
          4 trials were pruned in the study, and the curves end there: compared with a study \
          without pruning, the saved steps are a lower bound
          number  step  last_step  saved_steps  rank    value  threshold  rule
               1     1          1            0         0.3541     0.2754  successive halving
               3     1          2            1         0.2554     0.1455  successive halving
               4     1          1            0         0.4465     0.1455  successive halving
               5     1          1            0         0.4481     0.1455  successive halving
               7     4          8            4     2  0.04145    0.02512  successive halving

          """)
      let line = try attune.output(
        "prune-replay", "-s", "halving", "--pruner", "threshold:lower=0.1", "-f", "json", "--order",
        "sequential")
      #expect(
        line.hasPrefix("{\"study\": \"halving\", \"pruner\": \"ThresholdPruner(lower: 0.1)\", "))
      #expect(
        line.contains("\"order\": \"sequential\", \"trials\": 8, \"pruned_in_study\": [1, 3, "))
      #expect(line.contains("\"is_lower_bound\": true, \"ranked\": 4, \"lost\": ["))
      let csv = try attune.output("prune-replay", "-s", "pruned", "--pruner", "none", "-f", "csv")
      #expect(csv == "number,step,last_step,saved_steps,rank,value,threshold,rule\r\n")
    }
  }

  @Test func `trials in JSON have their named metrics`() throws {
    try CommandFolder.in { attune throws in
      let study = try Study("s", storage: .journal(attune.journal), pruner: .none, seed: 1)
      let trial = try study.ask()
      for step in 9...10 { try trial.report(Double(step) / 2, step: step, metric: "ms") }
      try study.tell(trial, 1)
      let line = try attune.output("trials", "-f", "json")
      #expect(line.contains("\"metrics\": {\"ms\": {\"9\": 4.5, \"10\": 5.0}}"))
      #expect(!line.contains("attune:metric"))
      #expect(
        try attune.output("trials", "-c", "metrics_ms", "-f", "csv").hasPrefix("metrics_ms\r\n"))
      #expect(try !attune.output("trials", "-f", "csv").contains("metric"))
      #expect(try !attune.output("trials").contains("metric"))
    }
  }

  private static let mistakes: [([String], String, Int32)] = [
    (
      ["plot", "slice", "--log", "--linear"],
      "--log and --linear exclude each other; see `attune plot --help`", 2
    ),
    (
      ["importance", "--duration", "--objective", "0"],
      "--objective and --duration exclude each other; see `attune importance --help`", 2
    ),
    (
      ["importance", "--objective", "3"],
      "study \"basic\" has 1 objective value and none with index 3; indices start at 0", 1
    ),
    (
      ["prune-replay", "--pruner", "best"],
      "--pruner best: unknown pruner \"best\"; choose from "
        + PrunerCatalogue.names.joined(separator: ", ") + "; see `attune prune-replay --help`", 2
    ),
    (
      ["prune-replay"],
      "study \"basic\" cannot be replayed: no finished trial has reported intermediate values; let "
        + "the objective call `report(_:step:)`", 1
    ),
    (["plot"], "PLOT is missing; see `attune plot --help`", 2),
    (
      ["plot", "slic"],
      "PLOT cannot be \"slic\" (did you mean slice?); see `attune plot --help`", 2
    ),
    (
      ["plot", "contour", "--reference", "1", "x"],
      "--reference needs a number, not \"x\"; see `attune plot --help`", 2
    ),
    (
      ["plot", "slice", "-p", "nope"],
      "the plot slice of study \"basic\" cannot be drawn: no complete trial has a parameter "
        + "\"nope\"; choose from depth, dropout, kind, layers, lr, width, x", 1
    ),
    (
      ["report", "-o", "missing/r.html"],
      "the file missing/r.html cannot be written: No such file or directory", 1
    ),
  ]

  @Test(arguments: mistakes)
  func `a failure is reported in one line`(
    words: [String], message: String, status: Int32
  ) throws {
    try CommandFolder.with("basic") { attune throws in
      try attune.expectError(words, message, status: status)
    }
  }
}
