import Foundation
import Testing

@testable import Attune

/// Replaying a journal recreates the state that was written.
@Suite struct JournalReplayTests {
  private static let seeds: [UInt64] = [1, 2, 3]

  /// The complete contents of a state as text: as values, NaN is not equal to itself, and 0.0 equals
  /// -0.0.
  private func describe(_ state: LogState) -> [String] {
    state.studies.flatMap { describe($0) + ["live: \(state.isLive($0.id))"] }
      + ["next \(state.nextTrialID)"]
  }

  private func describe(_ study: StudyState) -> [String] {
    let history = study.history
    return [
      "\(study.id) \(study.name) \(study.directions)",
      "\(study.userAttributes) \(study.systemAttributes)",
      "\(TrialState.allCases.map(history.count(of:))) \(history.finishedSinceBest)",
      "\(history.running.map(\.number)) \(history.waiting.map(\.number))",
      "best \(String(describing: history.bestTrial?.number)) \(history.bestTrials.map(\.number))",
      "\(history.intersectionSpace.parameters)", "\(history.losses)",
    ] + history.map { String(reflecting: $0) }
  }

  private func expectReplay(
    _ journal: TemporaryJournal, gives live: LogState,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    expectEqual(
      describe(try Fixture.state(path: journal.path)), describe(live),
      sourceLocation: sourceLocation)
  }

  private func expectEqual(
    _ read: [String], _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(read.count == expected.count, sourceLocation: sourceLocation)
    let difference = zip(read, expected).first { $0 != $1 }
    #expect(difference == nil, sourceLocation: sourceLocation)
  }

  @Test(arguments: seeds)
  func `replaying random operations recreates the studies`(seed: UInt64) throws {
    var source = RandomOperations(seed: seed)
    try withTemporaryJournal { journal in
      var state = LogState()
      for size in [1, 40, 300] {
        var operations: [LogOperation] = [
          .createStudy(name: "study with \(size)", directions: [.minimize])
        ]
        for _ in 0..<size { operations.append(try source.operation()) }
        try journal.storage.append(after: .start) { _ throws(StorageError) in
          operations.map { LogRecord(worker: "w", operation: $0) }
        }
        for operation in operations { state.apply(operation) }
        try expectReplay(journal, gives: state)
      }
      #expect(state.nextTrialID > 20)
    }
  }

  @Test(arguments: seeds)
  func `replaying a study recreates its trials`(seed: UInt64) throws {
    var source = RandomOperations(seed: seed)
    try withTemporaryJournal { journal in
      let isMultiObjective = seed % 2 == 0
      let study = try Study(
        source.text(), directions: isMultiObjective ? [.minimize, .maximize] : [.maximize],
        storage: .journal(journal.path), seed: seed)
      try study.setUserAttribute("note", to: source.json())
      for _ in 0..<3 {
        try study.enqueue(["x": 0.25, "kind": "b"], userAttributes: ["n": source.json()])
      }
      for number in 0..<24 {
        let trial = try study.ask()
        let x = try trial.suggest("x", in: 0.0...1.0)
        _ = try trial.suggest("rate", in: 1e-5...1e-1, scale: .log)
        _ = try trial.suggest("grid", in: -1.0...1.0, step: 0.1)
        if try trial.suggest("kind", from: ["a", "b", "é\""]) == "a" {
          _ = try trial.suggest("depth \(source.text())", in: 1...(number + 2))
        }
        if !isMultiObjective {
          for step in 0..<source.index(below: 4) { try trial.report(source.double(), step: step) }
        }
        try trial.setUserAttribute(source.text(), to: source.json())
        if number % 3 == 0 { try trial.setConstraint("c", to: x - 0.5) }
        switch number % 7 {
        case 3: try study.tell(trial, .pruned)
        case 4: try study.tell(trial, .failed(reason: source.text()))
        case 5: continue
        case 6:
          try study.tell(trial, .complete(isMultiObjective ? [.infinity, -0.0] : [-.infinity]))
        default: try study.tell(trial, .complete(isMultiObjective ? [x, 1 - x * x] : [x]))
        }
      }
      let replayed = try Fixture.state(path: journal.path).studies[0]
      expectEqual(describe(replayed), study.replica.read(describe))
    }
  }

  @Test(arguments: seeds)
  func `reading incrementally gives the same state as reading at once`(seed: UInt64) throws {
    var source = RandomOperations(seed: seed)
    try withTemporaryJournal(of: []) { journal in
      var pieces = LogState()
      var position = LogPosition.start
      for _ in 0..<40 {
        var records: [LogRecord] = []
        for _ in 0..<source.index(below: 6) {
          records.append(LogRecord(worker: source.text(), operation: try source.operation()))
        }
        try journal.append(JournalEncoder.lines(records))
        let batch = try journal.storage.records(after: position)
        for record in batch.records { pieces.apply(record.operation) }
        position = batch.end
      }
      try expectReplay(journal, gives: pieces)
    }
  }
}
