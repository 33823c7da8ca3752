import Testing

@testable import Attune

extension StudyEvent {
  /// A short text for comparisons.
  var summary: String {
    switch self {
    case .began(let count): "began \(count.map(String.init) ?? "?")"
    case .sampledIndependently(let name, let trial): "sampled \(name) of \(trial.number)"
    case .enqueued(let trial): "enqueued \(trial.number)"
    case .started(let trial): "started \(trial.number)"
    case .reported(let report, let trial):
      "reported \(trial.number) \(report.step) \(report.value)"
    case .interrupted(let trial): "interrupted \(trial.number)"
    case .completed(let trial): "completed \(trial.number)"
    case .pruned(let trial): "pruned \(trial.number)"
    case .failed(let trial): "failed \(trial.number)"
    case .improved(let trial): "improved \(trial.number)"
    case .stopped(let reason): "stopped \(reason)"
    case .aborted(let error): "aborted \(type(of: error))"
    }
  }
}

/// The events of a study, as listeners receive them.
@Suite struct StudyEventTests {
  private struct Failure: Error {}

  /// Marks the end of the events of a test.
  private struct EndMark: Error {}

  /// The events of a study while a closure runs.
  private func summaries(
    _ study: Study, _ body: (Study) throws -> Void
  ) async throws -> [String] {
    let events = study.events()
    try body(study)
    study.listeners.tell(.aborted(EndMark()))
    return await summaries(events)
  }

  private func summaries(_ events: AsyncStream<StudyEvent>) async -> [String] {
    var summaries: [String] = []
    for await event in events {
      if case .aborted(is EndMark) = event { break }
      summaries.append(event.summary)
    }
    return summaries
  }

  @Test func `a run sends its events`() async throws {
    let values = [3.0, 1.0, 2.0]
    let events = try await summaries(Study(pruner: .none, seed: 1)) { study in
      try study.optimize(trials: 5) { trial -> Double in
        if trial.number == 3 { throw Failure() }
        try trial.report(0.5, step: 1)
        if trial.number == 4 { throw TrialPruned() }
        return values[trial.number]
      }
    }
    #expect(
      events == [
        "began 5",
        "started 0", "reported 0 1 0.5", "completed 0", "improved 0",
        "started 1", "reported 1 1 0.5", "completed 1", "improved 1",
        "started 2", "reported 2 1 0.5", "completed 2",
        "started 3", "failed 3",
        "started 4", "reported 4 1 0.5", "pruned 4",
        "stopped ruleMet",
      ])
  }

  @Test func `trials of ask send events, and earlier trials do not`() async throws {
    let study = try Study(direction: .maximize, seed: 1)
    try study.tell(study.ask(), 1.0)
    let events = try await summaries(study) { study in
      try study.enqueue(["x": 1])
      let trial = try study.ask()
      try study.tell(trial, 0.5)
      try study.tell(study.ask(), 2.0)
    }
    #expect(
      events == [
        "enqueued 1", "started 1", "completed 1", "started 2", "completed 2", "improved 2",
      ])
  }

  @Test func `in a multi-objective study a trial improves if no other is as good`() async throws {
    let values = [[1.0, 1.0], [2, 2], [2, 1], [0, 1], [1, 1], [2, 3]]
    let events = try await summaries(Study(directions: [.minimize, .maximize], seed: 1)) { study in
      try study.optimize(trials: values.count) { values[$0.number] }
    }
    #expect(
      events.filter { $0.hasPrefix("improved") }
        == ["improved 0", "improved 1", "improved 3", "improved 5"])
  }

  @Test func `an interrupted trial sends an event and starts again`() async throws {
    let events = try await summaries(Study(seed: 1)) { study in
      for attempt in 0..<2 {
        do {
          try study.optimize(trials: 1) { trial -> Double in
            if attempt == 0 { throw CancellationError() }
            return 1
          }
        } catch is CancellationError {}
      }
    }
    #expect(
      events == [
        "began 1", "started 0", "interrupted 0", "aborted CancellationError",
        "began 1", "started 0", "completed 0", "improved 0", "stopped ruleMet",
      ])
  }

  @Test func `parallel trials send each event once`() async throws {
    let events = try await summaries(Study(sampler: .random, seed: 1)) { study in
      try study.optimize(trials: 200, parallelism: 4) { trial in
        try trial.report(1, step: 0)
        return try trial.suggest("x", in: 0.0...1.0)
      }
    }
    for kind in ["started", "reported", "completed"] {
      let numbers = events.filter { $0.hasPrefix(kind) }
        .compactMap { Int($0.split(separator: " ")[1]) }
      #expect(numbers.sorted() == Array(0..<200), "\(kind)")
    }
  }

  @Test func `several streams receive the same events, each from its creation on`() async throws {
    let study = try Study(seed: 1)
    let first = study.events()
    try study.optimize(trials: 1) { _ in 1 }
    let second = study.events()
    try study.optimize(trials: 2) { _ in 2 }
    study.listeners.tell(.aborted(EndMark()))
    let later = await summaries(second)
    #expect(later == ["began 2", "started 1", "completed 1", "stopped ruleMet"])
    #expect(
      await summaries(first)
        == ["began 1", "started 0", "completed 0", "improved 0", "stopped ruleMet"] + later)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a stream ends when the study is released`() async throws {
    func events() throws -> AsyncStream<StudyEvent> {
      let study = try Study(seed: 1)
      let events = study.events()
      try study.tell(study.ask(), 1.0)
      return events
    }
    #expect(await summaries(try events()) == ["started 0", "completed 0", "improved 0"])
  }

  @Test(.timeLimit(.minutes(5)))
  func `a cancelled stream receives no more events`() async throws {
    let study = try Study(seed: 1)
    let task = Task { [events = study.events()] in await summaries(events) }
    task.cancel()
    #expect(await task.value.isEmpty)
    #expect(!study.listeners.isObserved)
  }

  @Test func `a stream with a limit keeps the newest`() async throws {
    let study = try Study(seed: 1)
    let events = study.events(keeping: 3)
    try study.optimize(trials: 3) { _ in 1 }
    study.listeners.tell(.aborted(EndMark()))
    #expect(await summaries(events) == ["completed 2", "stopped ruleMet"])
  }

  @Test func `events of other workers are received when the storage is read`() async throws {
    try await withTemporaryJournal(of: []) { journal in
      let path = journal.path
      let here = try Study("s", storage: .journal(path), seed: 1)
      let events = try await summaries(here) { study in
        let there = try Study("s", storage: .journal(path))
        try there.optimize(trials: 2) { Double($0.number) }
        try study.refresh()
      }
      #expect(
        events == [
          "started 0", "completed 0", "improved 0", "started 1", "completed 1",
        ])
    }
  }
}
