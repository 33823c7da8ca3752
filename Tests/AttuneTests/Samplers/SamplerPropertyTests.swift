import Testing

@testable import Attune

/// A sampler proposes valid values, and the same ones for the same seed, in any space and for any values.
@Suite struct SamplerPropertyTests {
  /// A search space with an objective.
  struct Space: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var directions: [Direction] = [.minimize]
    var trialCount = 30
    let objective: @Sendable (Trial) throws -> [Double]

    init(
      _ description: String, directions: [Direction] = [.minimize], trialCount: Int = 30,
      _ objective: @escaping @Sendable (Trial) throws -> [Double]
    ) {
      testDescription = description
      self.directions = directions
      self.trialCount = trialCount
      self.objective = objective
    }
  }

  static let spaces = [
    Space("a single value beside another parameter") { trial in
      let a = try trial.suggest("a", in: 3...3)
      return [Double(a) + (try trial.suggest("b", in: 0.0...1.0))]
    },
    Space("the widest ranges") { trial in
      let a = try trial.suggest("a", in: -1e308...1e308)
      let b = try trial.suggest("b", in: -(1 << 53)...(1 << 53))
      return [abs(a) / 1e300 + abs(Double(b))]
    },
    Space("a range of three doubles") { trial in
      [try trial.suggest("a", in: 1.0...1.0.nextUp.nextUp) - 1]
    },
    Space("two hundred parameters", trialCount: 13) { trial in
      [try (0..<200).map { try trial.suggest("x\($0)", in: -1.0...1.0) }.reduce(0, +)]
    },
    Space("twenty orders of magnitude") { trial in
      let a = try trial.suggest("a", in: 1e-10...1e10, scale: .log)
      let b = try trial.suggest("b", in: 1...(1 << 53), scale: .log)
      return [abs(a - 1e-7) + Double(b)]
    },
    Space("grids") { trial in
      let a = try trial.suggest("a", in: -0.3...0.75, step: 0.1)
      let b = try trial.suggest("b", in: -7...900, step: 13)
      return [a * a + Double(b)]
    },
    Space("a thousand choices") { trial in
      [Double(try trial.suggest("a", from: Array(0..<1000)))]
    },
    Space("branches") { trial in
      switch try trial.suggest("kind", from: ["a", "b", "c"]) {
      case "a": return [try trial.suggest("x", in: 0.0...1.0)]
      case "b": return [try trial.suggest("y", in: 1...9, scale: .log) == 3 ? 0 : 1]
      default: return [0.5]
      }
    },
    Space("ranges that change") { trial in
      [try trial.suggest("a", in: 0.0...Double(1 + trial.number % 7))]
    },
    Space("infinite values") { trial in
      let a = try trial.suggest("a", in: 0.0...1.0)
      return [a < 0.3 ? -.infinity : a > 0.7 ? .infinity : a]
    },
    Space("equal values") { trial in
      _ = try trial.suggest("a", in: 0.0...1.0)
      return [1]
    },
    Space("pruned and failed trials") { trial in
      let a = try trial.suggest("a", in: 0.0...1.0)
      try trial.report(trial.number % 4 == 0 ? .nan : a, step: 1)
      if trial.number % 3 == 0 { throw TrialPruned() }
      return [trial.number % 5 == 0 ? .nan : a]
    },
    Space("multi-objective", directions: [.minimize, .maximize, .minimize]) { trial in
      let a = try trial.suggest("a", in: 0.0...1.0)
      let b = try trial.suggest("b", in: 1...8)
      return [a, Double(b), a * Double(b)]
    },
    Space("constraints that are hard to satisfy") { trial in
      let a = try trial.suggest("a", in: 0.0...1.0)
      try trial.setConstraint("c", to: 0.95 - a)
      try trial.setConstraint("d", to: a < 0.01 ? .infinity : -1)
      return [a]
    },
  ]

  private static let configurations: [(String, TPESampler.Configuration)] = [
    ("TPE, univariate", SamplerCase.configuration { $0.isMultivariate = false }),
    (
      "TPE, one candidate from the start",
      SamplerCase.configuration {
        $0.candidates = 1
        $0.startupTrials = 0
      }
    ),
    (
      "TPE, weights of the newest three",
      SamplerCase.configuration {
        $0.gamma = .squareRoot(2, atMost: 9)
        $0.weights = .newest(3)
      }
    ),
    (
      "TPE, all trials good",
      SamplerCase.configuration {
        $0.gamma = .fraction(1, atMost: .max)
        $0.weights = .equal
      }
    ),
  ]

  static let samplers =
    SamplerCase.all
    + (TestScope.isComplete ? configurations : []).map {
      SamplerCase(testDescription: $0, sampler: TPESampler($1))
    }

  @Test(arguments: samplers)
  func `every proposal is valid, and the same for the same seed`(_ item: SamplerCase) throws {
    for space in Self.spaces
    where space.directions.count == 1 || item.supportsSeveralObjectives {
      let runs = try (0..<2).map { _ in
        let study = try Study(
          directions: space.directions, sampler: item.sampler, pruner: .none, seed: 11)
        try study.optimize(
          trials: space.trialCount, maxConsecutiveFailures: .max, space.objective)
        return study
      }
      expectEqual(runs[0], runs[1])
      for trial in runs[0].trials {
        // An invalid value from the sampler fails the trial; NaN is the only other reason here.
        #expect(trial.failureReason.map { $0.contains("NaN") } ?? true, "\(space): \(trial)")
        for parameter in trial.parameters {
          let value = try #require(parameter.parameterValue)
          #expect(parameter.distribution.contains(value), "\(space): \(trial)")
        }
      }
    }
  }
}
