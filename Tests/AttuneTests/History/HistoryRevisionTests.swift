import Testing

@testable import Attune

@Suite struct HistoryRevisionTests {
  @Test func `the revision changes when a trial becomes complete or pruned`() throws {
    let study = try Study(seed: 1)
    var revisions = [study.trials.revision]
    func hasChanged() -> Bool {
      defer { revisions.append(study.trials.revision) }
      return study.trials.revision != revisions.last
    }
    let (first, second, third) = (try study.ask(), try study.ask(), try study.ask())
    #expect(!hasChanged())
    _ = try first.suggest("x", in: 0.0...1.0)
    try first.report(1, step: 0)
    #expect(!hasChanged())
    try study.tell(first, 1.0)
    #expect(hasChanged())
    try study.tell(second, .failed(reason: "none"))
    #expect(!hasChanged())
    try study.tell(third, .pruned)
    #expect(hasChanged())
    #expect(study.trials.revision.trialCount == 2)
    #expect(Set(revisions).count == 3)
  }

  @Test func `histories with other trials have other revisions`() throws {
    let histories = try (0..<3).map { _ in
      let study = try Study(seed: 1)
      try study.optimize(trials: 4, progress: .none) { _ in 1.0 }
      return study.trials
    }
    #expect(Set(histories.map(\.revision)).count == 3)
    let copy = histories[0]
    #expect(copy.revision == histories[0].revision)
  }
}
