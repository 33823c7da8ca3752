import Testing

@testable import Attune

/// Records of a trial with the extreme values of their types.
@Suite struct ExtremeRecordTests {
  private func withTrial(
    _ attributes: JSONObject, _ body: (Study, World) throws -> Void
  ) throws {
    let world = World()
    let storage = InMemoryStorage()
    var template = TrialTemplate(startTime: .now())
    template.systemAttributes = attributes
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      [
        LogRecord(worker: "w", operation: .createStudy(name: "s", directions: [.minimize])),
        LogRecord(worker: "w", operation: .createTrial(study: 0, template)),
      ]
    }
    let study = try Study(
      "s", directions: [.minimize], storage: storage, sampler: .random, pruner: .none, seed: 1,
      interruptedTrials: .resume(), lease: .seconds(600), environment: world.host("mars"))
    try body(study, world)
  }

  private func owner(attempt: JSONValue, lease: JSONValue) -> JSONObject {
    [
      "attune:owner": [
        "worker": "elsewhere", "machine": "venus", "boot": "b", "space": "s", "process": 1,
        "start": 1, "attempt": attempt, "lease": lease,
      ]
    ]
  }

  @Test(
    arguments: [
      .float(1e300), .float(.infinity), .float(.nan), .float(-1e300), .int(.max), .int(.min), nil,
    ] as [JSONValue])
  func `an invalid or almost infinite lease never expires`(lease: JSONValue) throws {
    try withTrial(owner(attempt: 1, lease: lease)) { study, world throws in
      #expect(study.interruptedTrials.isEmpty)
      world.pass(.seconds(1_000_000))
      #expect(try study.ask().number == 1)
    }
  }

  @Test(arguments: [.max, .min, -1, 0] as [Int])
  func `an attempt with any number is followed by another one`(attempt: Int) throws {
    try withTrial(owner(attempt: .int(attempt), lease: .float(0))) { study, world throws in
      _ = study.interruptedTrials
      world.pass(.seconds(1))
      let trial = try study.ask()
      #expect(trial.number == 0)
      #expect(trial.attempt != attempt && trial.attempt >= 1)
      #expect(throws: Never.self) { try study.tell(trial, 0.5) }
    }
  }

  @Test func `the largest crash count fails the trial`() throws {
    var attributes = owner(attempt: 2, lease: .float(0))
    attributes["attune:deaths"] = .int(.max)
    try withTrial(attributes) { study, world throws in
      _ = study.interruptedTrials
      world.pass(.seconds(1))
      #expect(try study.ask().number == 1)
      #expect(study.trials[0].state == .failed)
    }
  }

  @Test func `a negative crash count counts as zero`() throws {
    var attributes = owner(attempt: 2, lease: .float(0))
    attributes["attune:deaths"] = .int(.min)
    try withTrial(attributes) { study, world throws in
      _ = study.interruptedTrials
      world.pass(.seconds(1))
      #expect(try study.ask().number == 0)
      #expect(study.trials[0].systemAttributes["attune:deaths"] == 1)
    }
  }

  @Test func `pruned trials with extreme steps are plotted`() throws {
    let bars = PruningPlot.bars([.min, 0, .max], from: .min, width: .max)
    #expect(bars.map(\.count) == [1, 1, 1])
    let study = try Study("s", sampler: .random, pruner: .none, seed: 1)
    try study.optimize(trials: 2) { trial -> Double in
      for step in [0, .max] { try trial.report(0.5, step: step) }
      throw TrialPruned()
    }
    for plot in [Plot.pruning, .intermediateValues] {
      #expect(try study.snapshot.chart(plot).svg().contains("</svg>"))
    }
  }

  @Test(arguments: [
    ("0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00.000000+00:00"),
    ("9999-12-31T23:59:59.999999-23:59", "9999-12-31T23:59:59.999999+00:00"),
  ])
  func `a time whose offset exceeds the calendar is written as its limit`(
    text: String, written: String
  ) throws {
    let time = try #require(Timestamp(iso8601: text))
    #expect(time.description == written)
    #expect(Timestamp(iso8601: written) == time)
  }

  @Test func `the time between any two timestamps does not overflow`() {
    let first = Timestamp(microsecondsSince1970: .min)
    let last = Timestamp(microsecondsSince1970: .max)
    #expect(last.since(first) == .microseconds(Int128(Int64.max) - Int128(Int64.min)))
  }

  @Test func `two objective values with the same name are two columns`() throws {
    let storage = InMemoryStorage()
    let study = try Study(
      "s", directions: [.minimize, .maximize], storage: storage, sampler: .random, seed: 1)
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      [
        LogRecord(
          worker: "w",
          operation: .setStudySystemAttribute(
            study: 0, key: "study:metric_names", value: ["a", "a"]))
      ]
    }
    try study.optimize(trials: 1) { _ in [0.25, 0.75] }
    #expect(study.snapshot.trialTable.rows[0][1...2] == [0.25, 0.75])
  }

  @Test(arguments: [
    (Int.min, Int.max, Scale.linear, 1), (0, .max, .linear, .max), (1, .max, .log, 1),
  ])
  func `importances accept integer ranges of any width`(
    low: Int, high: Int, scale: Scale, step: Int
  ) throws {
    let (distribution, obstacle) = try IntDistribution.recorded(
      low: low, high: high, scale: scale, step: step)
    #expect(obstacle != nil)
    let grid = ImportanceGrid(.int(distribution), limit: 50)
    #expect(grid.count == (step == .max ? 2 : 50))
    let density = grid.density(of: [Double(low), Double(high), 0, .nan], priorWeight: 1)
    #expect(density.allSatisfy { $0.isFinite && $0 > 0 })
  }
}
