import Testing

@testable import Attune

/// Reference results of Python Optuna 5.0 for several studies; see `Fixtures/Optuna/README.md`.
@Suite struct TPEReferenceTests {
  static let gamma = TPESampler.Configuration.optuna.gamma

  static var names: [String] {
    get throws { try Fixture.names(in: "Optuna", prefix: "tpe-", suffix: ".json") }
  }

  @Test func `there are references`() throws {
    #expect(try Self.names.count >= 26)
  }

  @Test func `the number of good trials is that of Optuna's default gamma`() throws {
    let reference = try Fixture.object("Optuna/default-gamma-weights.json")
    for (directions, key) in [(1, "gamma"), (2, "gamma_multi")] {
      let expected = try reference.array(key).map(\.intValue)
      #expect(expected.count > 300)
      #expect(
        expected.indices.map { Self.gamma.goodCount($0, directions: directions) } == expected)
    }
  }

  @Test func `the weights of observations are those of Optuna's default`() throws {
    let weights = TPESampler.Configuration.optuna.weights
    for row in try Fixture.object("Optuna/default-gamma-weights.json").array("weights") {
      let pair = try #require(row.arrayValue)
      let count = try #require(pair[0].intValue)
      try expect(
        (0..<count).map { weights.weight($0, of: count) }, toBe: pair[1].referenceNumbers(),
        scale: 1,
        "weights of \(count)")
    }
  }

  @Test(arguments: try names)
  func `the good trials are those of Optuna`(name: String) throws {
    let (reference, context) = try load(name)
    let history = context.history
    let split = TrialSplit(history: history) {
      Self.gamma.goodCount($0, directions: history.directions.count)
    }
    let below = try reference.array("below").map(\.intValue)
    #expect(split.below == below)
    #expect(split.count == history.count(of: .complete) + history.count(of: .pruned))
    let goodCount = Self.gamma.goodCount(split.count, directions: history.directions.count)
    #expect(try goodCount == reference.int("gamma_k"))
    let counted = history.filter { [.complete, .pruned, .running].contains($0.state) }
    let rest = counted.map(\.number).filter { !split.below.contains($0) }
    #expect(try rest == reference.array("above").map(\.intValue))
  }

  @Test(arguments: try names)
  func `both estimators have the weights and kernels of Optuna`(name: String) throws {
    try forEachSpace(name) { entry, space, sampler, context in
      let (good, rest) = sampler.estimators(over: space, in: context)
      for (side, estimator) in [("below", good), ("above", rest)] {
        try expect(
          estimator.weights, toBe: entry.doubles("\(side)_weights"), scale: 1, "\(side) weights")
        let dimensions = try entry.object("dimensions")
        for (row, axis) in estimator.layout.axes.enumerated() {
          let name = space.parameters[estimator.layout.parameters[row]].name
          let reference = try dimensions.object(name)
          switch axis {
          case .numeric:
            let sigma = try reference.doubles("\(side)_sigma")
            // The prior's bandwidth is the width of the axis.
            let width = try #require(sigma.last)
            let shapes = estimator.shapes(row: row)
            try expect(
              shapes.map(\.mean), toBe: reference.doubles("\(side)_mu"), scale: width,
              "\(side) mu of \(name)")
            expect(
              shapes.map(\.deviation), toBe: sigma, scale: width, "\(side) sigma of \(name)")
          case .categorical:
            let rows = try reference.array("\(side)_weights")
            let probabilities = estimator.probabilities(row: row)
            try #require(probabilities.count == rows.count)
            for (own, expected) in zip(probabilities, rows) {
              try expect(own, toBe: expected.referenceNumbers(), scale: 1, "\(side) of \(name)")
            }
          }
        }
      }
    }
  }

  @Test(arguments: try names)
  func `both estimators have the densities of Optuna`(name: String) throws {
    try forEachSpace(name) { entry, space, sampler, context in
      let points = try entry.array("points").map { point in
        let point = try #require(point.objectValue)
        return try space.parameters.map { try point.double($0.name) }
      }
      let (good, rest) = sampler.estimators(over: space, in: context)
      for (key, estimator) in [("log_l", good), ("log_g", rest)] {
        let expected = try entry.doubles(key)
        let actual = estimator.logDensities(at: Self.table(points, estimator.layout))
        try #require(actual.count == expected.count)
        for (index, (own, reference)) in zip(actual, expected).enumerated() {
          #expect(
            own.isClose(to: reference, within: 1e-9),
            "\(key) at \(points[index]) is \(own), not \(reference)")
        }
      }
    }
  }

  @Test(arguments: try names)
  func `the jointly sampled parameters are those of Optuna`(name: String) throws {
    let (reference, context) = try load(name)
    let entries = try reference.array("spaces").compactMap(\.objectValue)
    let relative = try entries.first { try $0.string("kind") == "relative" }
    let expected = try relative.map { [try Self.space($0)] } ?? []
    let sampler = Self.sampler(isMultivariate: true)
    #expect(sampler.jointSpaces(in: context) == expected)
  }

  private func load(_ name: String) throws -> (reference: JSONObject, context: SamplingContext) {
    let reference = try Fixture.object("Optuna/\(name).json")
    let state = try Fixture.state(journal: "Optuna/\(name).log")
    let study = try #require(state.study(named: try reference.string("study")))
    let directions = try reference.array("directions").map(\.stringValue)
    try #require(study.directions.map(\.description) == directions)
    // The current trial is not in the journal.
    let context = SamplingContext(
      history: study.history, trialNumber: try reference.int("current_trial"), studyName: "study",
      seed: 0, batchStart: nil)
    return (reference, context)
  }

  private func forEachSpace(
    _ name: String,
    _ body: (JSONObject, SearchSpace, TPESampler, SamplingContext) throws -> Void
  ) throws {
    let (reference, context) = try load(name)
    let entries = try reference.array("spaces").compactMap(\.objectValue)
    try #require(!entries.isEmpty)
    for entry in entries {
      let sampler = Self.sampler(isMultivariate: try entry.bool("multivariate"))
      try body(entry, try Self.space(entry), sampler, context)
    }
  }

  private static func table(_ points: [[Double]], _ layout: ParzenLayout) -> ParzenPoints {
    var table = ParzenPoints(layout: layout, capacity: points.count)
    for point in points {
      for (row, index) in layout.parameters.enumerated() {
        table.append(point[index], along: layout.axes[row], prior: layout.priors[row])
      }
    }
    return table
  }

  private static func sampler(isMultivariate: Bool) -> TPESampler {
    var configuration = TPESampler.Configuration.optuna
    configuration.startupTrials = 0
    configuration.isMultivariate = isMultivariate
    return TPESampler(configuration)
  }

  private static func space(_ entry: JSONObject) throws -> SearchSpace {
    let distributions = try entry.object("distributions").map {
      ($0.key, try DistributionCodec.decode($0.value))
    }
    let space = SearchSpace(Dictionary(uniqueKeysWithValues: distributions))
    let names = try entry.array("names").map(\.stringValue)
    try #require(space.parameters.map(\.name) == names)
    return space
  }

  private func expect(
    _ actual: [Double], toBe expected: [Double], scale: Double, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(actual.count == expected.count, "\(what)", sourceLocation: sourceLocation)
    for (index, (own, reference)) in zip(actual, expected).enumerated() {
      #expect(
        abs(own - reference) <= 1e-12 * max(scale, abs(reference)),
        "\(what)[\(index)] is \(own), not \(reference)", sourceLocation: sourceLocation)
    }
  }
}
