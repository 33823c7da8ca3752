import Attune
import AttuneTesting
import ExampleSupport
import Testing

@testable import custom_sampler

@Suite struct CustomSamplerTests {
  @Test func `annealing fulfils the contract of samplers`() throws {
    try SamplerContract(AnnealingSampler(trialCount: 40)).check()
  }

  @Test func `annealing finds a better minimum than random search`() throws {
    func best(_ sampler: some Sampler, seed: UInt64) throws -> Double {
      let study = try Study(sampler: sampler, pruner: .none, seed: seed)
      try study.optimize(trials: 100) { trial in
        try (0..<5).map { try trial.suggest("x\($0)", in: -1.0...1.0) }.reduce(0) { $0 + $1 * $1 }
      }
      return try #require(study.bestValue)
    }
    // If both were equal, annealing would win all five times with probability 1/32. Seeds are fixed.
    for seed in UInt64(1)...5 {
      let annealing = try best(AnnealingSampler(trialCount: 100), seed: seed)
      #expect(try annealing < best(.random, seed: seed))
    }
  }

  @Test func `the classifier is better than always predicting the majority class`() throws {
    let classifier = NearestNeighbours(try Patient.all())
    #expect(classifier.count == 768)
    let error = classifier.leaveOneOutError(k: 11, weights: [Double](repeating: 1, count: 8))
    #expect(error > 0.2)
    #expect(error < 0.3)
  }
}
