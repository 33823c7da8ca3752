import Testing

@testable import Attune

/// TPE with priors and ordered choices.
@Suite struct TPEPriorTests {
  private static func space() throws -> SearchSpace {
    SearchSpace([
      "kind": .categorical(try CategoricalDistribution(choices: ["a", "b", "c"])),
      "n": .int(try IntDistribution(0...7)),
    ])
  }

  private static let priors: [Prior?] = [.weights([6, 3, 1]), .normal(mean: 9, sd: 1.5)]

  /// All points of the space, in the order of the layout's rows.
  private func points(_ layout: ParzenLayout) -> ParzenPoints {
    var points = ParzenPoints(layout: layout, capacity: 24)
    for kind in 0..<3 {
      for n in 0..<8 {
        for (row, parameter) in layout.parameters.enumerated() {
          points.append(
            Double(parameter == 0 ? kind : n), along: layout.axes[row], prior: layout.priors[row])
        }
      }
    }
    return points
  }

  @Test(arguments: [0, 1, 5]) func `the probabilities of all values sum to 1`(count: Int) throws {
    let layout = ParzenLayout(try Self.space(), priors: Self.priors)
    var estimator = ParzenEstimator(layout: layout, configuration: ParzenConfiguration())
    estimator.change(removing: [], adding: Array(0..<count)) { number, row in
      Double(layout.parameters[row] == 0 ? number % 3 : number)
    }
    let sum = estimator.logDensities(at: points(layout)).reduce(0) { $0 + Math.exp($1) }
    #expect(abs(sum - 1) < 1e-9)
  }

  @Test func `without observations the estimator is the prior`() throws {
    let space = try Self.space()
    let layout = ParzenLayout(space, priors: Self.priors)
    let estimator = ParzenEstimator(layout: layout, configuration: ParzenConfiguration())
    var random = RandomStream(seed: 2)
    let sample = estimator.sample(4000, using: &random)
    let values = (0..<4000).map { sample.values(of: $0) }
    #expect(abs(Double(values.count { $0[0] == 0 }) / 4000 - 0.6) < 0.03)
    #expect(abs(Double(values.count { $0[0] == 2 }) / 4000 - 0.1) < 0.03)
    // The density at a point is the frequency with which it is drawn.
    let all = points(layout)
    let densities = estimator.logDensities(at: all)
    for point in 0..<all.count where densities[point] > -4 {
      let frequency = Double(values.count { $0 == all.values(of: point) }) / 4000
      #expect(abs(frequency - Math.exp(densities[point])) < 0.03)
    }
  }

  @Test func `a density with a prior integrates to 1`() throws {
    let space = SearchSpace(["x": .float(try FloatDistribution(1e-4...1, scale: .log))])
    for prior in [Prior.logNormal(median: 1e-3, sd: 0.5), .logNormal(median: 10, sd: 1)] {
      let layout = ParzenLayout(space, priors: [prior])
      let estimator = ParzenEstimator(layout: layout, configuration: ParzenConfiguration())
      var points = ParzenPoints(layout: layout, capacity: 2000)
      let width = -Math.log(1e-4)
      for index in 0..<2000 {
        let x = Math.exp(-width * (Double(index) + 0.5) / 2000)
        points.append(x, along: layout.axes[0], prior: layout.priors[0])
      }
      let sum = estimator.logDensities(at: points).reduce(0) { $0 + Math.exp($1) }
      #expect(abs(sum * width / 2000 - 1) < 1e-3)
    }
  }

  @Test func `the joint plan has the recorded priors`() throws {
    let study = try Study("priors", sampler: .tpe(startupTrials: 2), seed: 3)
    try study.optimize(trials: 3, progress: .none) { trial in
      _ = try trial.suggest("kind", from: ["a", "b"], prior: .weights([1, 3]))
      return try trial.suggest("x", in: 0.0...1, prior: .normal(mean: 0.2, sd: 0.1))
    }
    let attributes = study.snapshot.systemAttributes
    #expect(attributes["attune:prior:x"] == ["normal": ["mean": 0.2, "sd": 0.1]])
    #expect(attributes["attune:prior:kind"] == ["weights": [["a", 1.0], ["b", 3.0]]])
    let context = SamplingContext(
      history: study.trials, trialNumber: 2, studyName: "priors", seed: 3, batchStart: nil,
      studyAttributes: attributes)
    let hints = context.hints(of: study.trials.intersectionSpace)
    #expect(hints.map(\.prior) == [.weights([1, 3]), .normal(mean: 0.2, sd: 0.1)])
  }

  @Test func `neighbours of a good choice of an order are more likely than others`() throws {
    let choices = Array(0..<9)
    let space = SearchSpace([
      "size": .categorical(try CategoricalDistribution(choices: choices.map { .int($0) }))
    ])
    let layout = ParzenLayout(space, isOrdered: [true])
    var estimator = ParzenEstimator(layout: layout, configuration: ParzenConfiguration())
    estimator.change(removing: [], adding: [0, 1, 2]) { _, _ in 4 }
    var points = ParzenPoints(layout: layout, capacity: 9)
    for choice in choices {
      points.append(Double(choice), along: layout.axes[0], prior: layout.priors[0])
    }
    let densities = estimator.logDensities(at: points)
    #expect(densities[4] > densities[3] && densities[3] > densities[2])
    #expect(abs(densities.reduce(0) { $0 + Math.exp($1) } - 1) < 1e-9)
  }
}
