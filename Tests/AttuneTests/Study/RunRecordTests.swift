import Testing

@testable import Attune

/// The runs that are recorded with a study.
@Suite struct RunRecordTests {
  private static let revision = String(repeating: "0f", count: 20)

  private static func environment(
    _ arguments: [String] = ["tune-digits", "--trials", "60"], machine: String = "build-7 0123abc"
  ) -> Environment {
    var environment = World().host(machine)
    environment.arguments = { arguments }
    environment.revision = { revision }
    return environment
  }

  private func study(_ storage: some Storage, _ environment: Environment) throws -> Study {
    try Environment.$current.withValue(environment) {
      try Study("s", storage: storage, sampler: .random, seed: 1)
    }
  }

  private func run(_ study: Study, trials: Int) throws {
    try study.optimize(trials: trials, progress: .none) { try $0.suggest("x", in: 0.0...1.0) }
  }

  @Test func `a run is recorded with its first trial`() throws {
    try StorageCase.journal.withStorage { open in
      let study = try study(open(), Self.environment())
      #expect(study.snapshot.runs.isEmpty)
      try run(study, trials: 2)
      let record = try #require(try open().studies()[0].runs.first)
      #expect(record.number == 0)
      #expect(record.version == LibraryVersion.text)
      #expect(record.arguments == ["tune-digits", "--trials", "60"])
      #expect(record.host == "build-7")
      #expect(record.revision == Self.revision)
      #expect(record.startTime != nil)
      // A run without a trial leaves no record.
      try run(study, trials: 2)
      #expect(study.snapshot.runs.count == 1)
      try run(study, trials: 3)
      #expect(study.snapshot.runs.map(\.number) == [0, 1])
      // Asking for a trial is not a run.
      _ = try study.ask()
      #expect(study.snapshot.runs.count == 2)
    }
  }

  @Test func `a study in memory records no runs`() throws {
    let study = try study(InMemoryStorage(), Self.environment())
    try run(study, trials: 1)
    #expect(study.snapshot.runs.isEmpty)
  }

  @Test func `runs of several workers at once are all recorded`() throws {
    try StorageCase.journal.withStorage { open in
      let count = 8
      let studies = try (0..<count).map {
        try study(open(), Self.environment(["worker", "\($0)"]))
      }
      try Threads.run(count: count) { index in
        try studies[index].optimize(trials: 5 * count, progress: .none) {
          try $0.suggest("x", in: 0.0...1.0)
        }
      }
      let runs = try open().studies()[0].runs
      #expect(runs.map(\.number) == Array(0..<runs.count))
      #expect(Set(runs.map(\.arguments)).count == runs.count)
    }
  }

  @Test func `a study keeps a limited number of runs`() throws {
    try StorageCase.journal.withStorage { open in
      let storage = JournalStorage(
        path: try #require(open().filePath), durability: .unsynchronized)
      let study = try study(storage, Self.environment())
      for count in 1...103 { try run(study, trials: count) }
      #expect(study.snapshot.runs.map(\.number) == Array(3..<103))
      #expect(
        study.snapshot.systemAttributes.count { $0.key.hasPrefix("attune:run:") }
          == RunRecord.limit)
      #expect(study.snapshot.summary.description.contains("103 runs, the last of "))
    }
  }

  @Test func `the trials do not depend on records of runs`() throws {
    try StorageCase.journal.withStorage { open in
      let study = try study(open(), Self.environment())
      for count in 1...6 { try run(study, trials: count) }
      let other = try Study("s", sampler: .random, seed: 1)
      try run(other, trials: 6)
      expectEqual(study, other)
    }
  }

  @Test func `passwords are masked and long arguments are shortened`() throws {
    let long = String(repeating: "x", count: 5000)
    let record = RunRecord.starting(
      in: Self.environment(["a", "db://u:p@h", "it's", long, "b", "c"]))
    #expect(record.arguments.prefix(3) == ["a", "db://u:***@h", "it's"])
    #expect(record.arguments.count == 5)
    #expect(record.arguments.last == "…")
    #expect(record.arguments.map(\.utf8.count).reduce(0, +) < 4200)
    #expect(record.commandLine.hasPrefix("a 'db://u:***@h' 'it'\\''s' xxx"))
  }

  @Test(arguments: [
    JSONValue.null, 1, "x", [], [:], ["number": -1], ["number": "1"], ["number": 1.5],
  ])
  func `an invalid record is ignored`(value: JSONValue) {
    #expect(RunRecord.all(in: ["attune:run:0": value]).isEmpty)
    let run = RunRecord.starting(in: Self.environment())
    #expect(run.nextAttribute(in: ["attune:run:0": value]).key == "attune:run:0")
  }

  @Test func `a record of the largest number does not overflow`() {
    let attributes: JSONObject = ["attune:run:7": ["number": .int(.max), "start": "never"]]
    #expect(RunRecord.all(in: attributes).map(\.startTime) == [nil])
    let run = RunRecord.starting(in: Self.environment())
    #expect(run.nextAttribute(in: attributes).key == "attune:run:0")
  }

  @Test func `the journal does not wait for the disk because of a record`() {
    let (key, value) = RunRecord.starting(in: Self.environment()).nextAttribute(in: [:])
    #expect(!StorageOperation.setStudySystemAttribute(key: key, value: value).isFinal)
    #expect(StorageOperation.setStudySystemAttribute(key: "attune:seed", value: "1").isFinal)
  }

  @Test func `the summary and the report show the runs`() throws {
    try StorageCase.journal.withStorage { open in
      let study = try study(open(), Self.environment(["tune", "--name", "<b>"]))
      try run(study, trials: 1)
      let summary = study.snapshot.summary.description
      #expect(summary.contains("\n1 run of "))
      #expect(
        summary.hasSuffix(
          " UTC: Attune \(LibraryVersion.text), host build-7, revision \(Self.revision)\n"
            + "  tune --name '<b>'"))
      let page = study.snapshot.report()
      #expect(page.contains("<section id=\"runs\"><h2>Runs</h2>"))
      #expect(page.contains("tune --name &#39;&lt;b&gt;&#39;"))
      #expect(page.contains("<bdi>build-7</bdi>"))
      #expect(try !Study(seed: 1).snapshot.report().contains("id=\"runs\""))
    }
  }
}
