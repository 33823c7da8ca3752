import Dispatch
import ProgramTesting
import Testing

@testable import Attune

/// Reports of named metrics, and their record.
@Suite struct NamedMetricTests {
  @Test(arguments: StorageCase.allCases)
  func `any number can be reported for any name, in any order of steps`(
    storage: StorageCase
  ) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), pruner: .none, seed: 1)
      let trial = try study.ask()
      let reports: [(Int, Double)] = [
        (7, 0.1), (0, .infinity), (13, -.infinity), (.max, -0.0), (2, .nan), (10, 1e308),
      ]
      for name in ["ms", "a:30", "Größe \"1\" 🧪", "e\u{301}", "\u{301}"] {
        for (step, value) in reports { try trial.report(value, step: step, metric: name) }
      }
      try trial.report(3.0, step: 1)
      let read = try Study("s", storage: open()).trials[0]
      #expect(read.metrics.count == 5)
      for (name, reports) in read.metrics {
        #expect(reports.map(\.step) == [0, 2, 7, 10, 13, .max])
        #expect(
          reports.map(\.value.description) == ["inf", "nan", "0.1", "1e+308", "-inf", "-0.0"])
        let same = read.intermediateValues(of: name)
        #expect(same.map(\.value.bitPattern) == reports.map(\.value.bitPattern))
      }
      #expect(read.intermediateValues == [IntermediateValue(step: 1, value: 3)])
      #expect(read.intermediateValues(of: "seconds").isEmpty)
      #expect(read.lastReportedStep == .max)
    }
  }

  @Test func `ten steps of a metric are one attribute`() throws {
    let study = try Study(seed: 1)
    let trial = try study.ask()
    for step in [38, 41, 30] { try trial.report(Double(step) / 2, step: step, metric: "ms") }
    #expect(
      study.trials[0].systemAttributes["attune:metric:ms:30"] == ["38": 19.0, "30": 15.0])
    #expect(study.trials[0].systemAttributes["attune:metric:ms:40"] == ["41": 20.5])
  }

  @Test func `names that look equal are different metrics`() throws {
    let trial = try Study(seed: 1).ask()
    try trial.report(1.0, step: 0, metric: "\u{E9}")
    try trial.report(2.0, step: 0, metric: "e\u{301}")
    #expect(trial.snapshot.intermediateValues(of: "\u{E9}").map(\.value) == [1])
    #expect(trial.snapshot.intermediateValues(of: "e\u{301}").map(\.value) == [2])
    #expect(trial.snapshot.metrics.count == 1)
  }

  @Test func `the first report of a step counts, for each metric`() throws {
    let storage = InMemoryStorage()
    let trial = try Study("s", storage: storage, seed: 1).ask()
    try trial.report(Float(0.5), step: 0, metric: "a")
    let count = try storage.records(after: .start).records.count
    try trial.report(2.0, step: 0, metric: "a")
    #expect(try storage.records(after: .start).records.count == count)
    try trial.report(3.0, step: 0, metric: "b")
    try trial.report(4.0, step: 0)
    let snapshot = trial.snapshot
    #expect(
      snapshot.metrics == [
        "a": [IntermediateValue(step: 0, value: 0.5)], "b": [IntermediateValue(step: 0, value: 3)],
      ])
    #expect(snapshot.intermediateValues == [IntermediateValue(step: 0, value: 4)])
  }

  @Test func `a negative step and an empty name are errors`() throws {
    let trial = try Study(seed: 1).ask()
    let step = #expect(throws: TrialError.self) { try trial.report(1.0, step: -1, metric: "a") }
    #expect(step?.description == "trial 0 cannot report step -1; steps start at 0")
    let name = #expect(throws: TrialError.self) { try trial.report(1.0, step: 1, metric: "") }
    #expect(name?.code == .invalidReport)
    #expect(trial.snapshot.metrics.isEmpty)
  }

  @Test func `a resumed attempt replaces the reports of an interrupted one`() throws {
    let study = try Study(seed: 1)
    let first = try study.ask()
    for step in 0..<3 { try first.report(1.0, step: step, metric: "a") }
    try study.interrupt(first)
    let again = try study.ask()
    #expect(again.number == 0 && again.attempt == 2)
    try again.report(2.0, step: 1, metric: "a")
    #expect(again.snapshot.intermediateValues(of: "a").map(\.value) == [1, 2, 1])
    try study.tell(again, 1)
    #expect(throws: TrialError.self) { try again.report(3.0, step: 2, metric: "a") }
    #expect(study.trials[0].intermediateValues(of: "a").map(\.value) == [1, 2, 1])
  }

  @Test func `tasks of an objective may report to the same metric`() throws {
    let trial = try Study(seed: 1).ask()
    DispatchQueue.concurrentPerform(iterations: 40) { step in
      try? trial.report(Double(step), step: step, metric: "a")
    }
    #expect(trial.snapshot.intermediateValues(of: "a").map(\.value) == (0..<40).map(Double.init))
  }

  @Test func `attributes of other programs that are no reports are left out`() {
    var trial = TrialSnapshot(number: 0, id: 0, state: .running)
    trial.systemAttributes = [
      "attune:metric:": 1, "attune:metric:a": 2, "attune:metric:a:x": ["1": 1],
      "attune:metric:a:0": ["1": 1.5, "x": 1, "2": "3", "-4": 1, "99": 2], "attune:metric:a:10": 3,
      "attune:metric::0": ["1": 2],
    ]
    #expect(trial.intermediateValues(of: "a").map(\.step) == [1, 99])
    #expect(trial.metrics.keys.sorted() == ["", "a"])
  }

  @Test func `a trial with fixed values keeps reports`() throws {
    let fixed = FixedTrial([:])
    try fixed.trial.report(1.0, step: 2, metric: "a")
    try fixed.trial.report(2.0, step: 2, metric: "a")
    #expect(fixed.trial.snapshot.metrics == ["a": [IntermediateValue(step: 2, value: 1)]])
  }

  @Test func `a table of trials has the metrics on request`() throws {
    let study = try Study(pruner: .none, seed: 1)
    try study.optimize(trials: 2) { trial in
      if trial.number == 1 { return 1.0 }
      for step in [9, 10] { try trial.report(Double(step), step: step, metric: "ms") }
      return 0.0
    }
    let snapshot = study.snapshot
    let table = snapshot.trialTable(of: snapshot.trials, includingMetrics: true)
    let index = try table.column("metrics_ms")
    #expect(table.rows.map { $0[index] } == [["9": 9.0, "10": 10.0], nil])
    #expect(throws: AnalysisError.self) { try snapshot.trialTable.column("metrics_ms") }
  }

  @Test(.enabled(if: Python.interpreter != nil))
  func `Optuna reads the metrics as system attributes`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let study = try Study("s", storage: .journal(path), seed: 1)
      let trial = try study.ask()
      for (step, value) in [(0, 0.5), (1, .nan), (2, -.infinity)] {
        try trial.report(value, step: step, metric: "ms")
      }
      try study.tell(trial, 1)
      let own = OptunaDump.dump(try Fixture.state(path: path))
      #expect(firstDifference(own, try Python.dump(journal: path)) == nil)
    }
  }
}
