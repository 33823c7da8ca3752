import Foundation
import Testing

@testable import Attune

/// The sampler and the pruner are recorded with the study, and a change is reported once.
@Suite struct StrategyTests {
  private static let samplers: [(any Sampler, String)] = [
    (.random, "RandomSampler"), (.tpe(), "TPESampler"),
    (
      .tpe(.optuna),
      "TPESampler(usesRankWeights: false, usesGroups: false, bandwidthExponent: 1.0, "
        + "gridBandwidth: 0.0, avoidsDuplicates: false)"
    ),
    (
      SamplerCase.tpe {
        $0.gamma = .squareRoot(0.25, atMost: 25)
        $0.weights = .equal
        $0.isMultivariate = true
      },
      "TPESampler(startupTrials: 4, gamma: squareRoot(0.25, atMost: 25), weights: equal, "
        + "isMultivariate: true)"
    ),
    (NeighbourSampler(), "NeighbourSampler"),
  ]

  private static let pruners: [(any Pruner, String)] = [
    (.none, "NopPruner"), (.median(), "MedianPruner"), (.percentile(25), "PercentilePruner(25.0)"),
    (.median(PrunerCase.early), "MedianPruner(startupTrials: 2)"),
    (.percentile(75, PrunerCase.early), "PercentilePruner(75.0, startupTrials: 2)"),
    (.hyperband(maximumResource: 9), "HyperbandPruner(maximumResource: 9)"),
    (
      .patient(.median(warmupSteps: 3), patience: 2),
      "PatientPruner(MedianPruner(warmupSteps: 3), patience: 2)"
    ),
  ]

  @Test(arguments: samplers)
  func `a sampler is recorded by its name and settings`(
    sampler: any Sampler, summary: String
  ) throws {
    #expect(sampler.summary == summary)
    let study = try Study(sampler: sampler)
    #expect(attributes(study)["attune:sampler"] == .string(summary))
  }

  @Test(arguments: pruners)
  func `a pruner is recorded by its name and settings`(
    pruner: any Pruner, summary: String
  ) throws {
    #expect(pruner.summary == summary)
    let study = try Study(pruner: pruner)
    #expect(attributes(study)["attune:pruner"] == .string(summary))
  }

  @Test func `the summary of a sampler does not change when it is used`() throws {
    let sampler = SamplerCase.tpe()
    let before = sampler.summary
    try Study(sampler: sampler).optimize(trials: 20) { try $0.suggest("x", in: 0.0...1.0) }
    #expect(sampler.summary == before)
  }

  @Test func `a study of another program without strategies gets them`() throws {
    let storage = InMemoryStorage()
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      [LogRecord(worker: "p", operation: .createStudy(name: "s", directions: [.minimize]))]
    }
    let study = try Study("s", storage: storage, sampler: .random)
    #expect(attributes(study)["attune:sampler"] == "RandomSampler")
    #expect(attributes(study)["attune:pruner"] == "MedianPruner")
  }

  @Test(arguments: StorageCase.allCases)
  func `opening a study does not change its strategies`(storage: StorageCase) throws {
    try storage.withStorage { open in
      _ = try Study("s", storage: open(), sampler: .random)
      let reader = try Study("s", storage: open())
      try reader.optimize(trials: 0) { _ in 0.5 }
      #expect(attributes(reader)["attune:sampler"] == "RandomSampler")
    }
  }

  @Test func `a change is reported once on the standard error stream, and recorded`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        let storage = InMemoryStorage()
        try Study("s", storage: storage).optimize(trials: 2) { _ in 0.5 }
        for count in 3...4 {
          let study = try Study("s", storage: storage, sampler: .random, pruner: .none)
          try study.optimize(trials: 2 * count) { _ in 0.5 }
        }
        try Study("s", storage: storage, sampler: .random).optimize(trials: 10) { _ in 0.5 }
      }
      try run()
    }
    #expect(
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self) == """
        The study "s" continues with the sampler RandomSampler; until now it was TPESampler.
        The study "s" continues with the pruner NopPruner; until now it was MedianPruner.
        The study "s" continues with the pruner MedianPruner; until now it was NopPruner.

        """)
  }

  @Test func `another batch size is reported once, and recorded`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        let storage = InMemoryStorage()
        for (count, batchSize) in [(4, 2), (8, 2), (12, 4), (16, 4), (20, nil), (24, nil)] {
          let study = try Study("s", storage: storage)
          try study.optimize(trials: count, parallelism: 2, batchSize: batchSize) { _ in 0.5 }
          // A trial of `ask` belongs to no batch.
          _ = try study.tell(study.ask(), 0.5)
        }
        // A queued trial does not count as run without batches.
        let queued = try Study("u", storage: storage)
        try queued.enqueue([:])
        try queued.optimize(trials: 2, parallelism: 1, batchSize: 2) { _ in 0.5 }
        let other = try Study("t", storage: storage)
        try other.optimize(trials: 2) { _ in 0.5 }
        try Study("t", storage: storage).optimize(trials: 4, parallelism: 1, batchSize: 2) { _ in
          0.5
        }
      }
      try run()
    }
    #expect(
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self) == """
        The study "s" continues with the batch size 4; until now it was 2.
        The study "s" continues with the batch size none; until now it was 4.
        The study "t" continues with the batch size 2; until now it was none.

        """)
  }

  @Test func `several workers with different strategies report the change once`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        let storage = InMemoryStorage()
        let one = try Study("s", storage: storage, sampler: .random)
        let other = try Study("s", storage: storage)
        for _ in 0..<5 { _ = (try one.ask(), try other.ask()) }
      }
      try run()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.split(separator: "\n").count == 1)
  }

  private func attributes(_ study: Study) -> JSONObject {
    study.replica.read(\.systemAttributes)
  }
}
