import AttuneTesting
import Testing

@testable import Attune

/// The scores of trials from which a Gaussian process learns.
@Suite struct ModelObservationsTests {
  private func record(
    _ x: Double, _ values: [Double], state: TrialState = .complete, reports: [Int: Double] = [:],
    constraints: [String: Double] = [:]
  ) -> TrialRecord {
    TrialRecord(
      state: state, parameters: ["x": .float(x, in: 0...1000)], values: values, reports: reports,
      constraints: constraints)
  }

  private func observations(
    _ records: [TrialRecord], _ directions: [Direction] = [.minimize]
  ) throws -> ModelObservations {
    var builder = HistoryBuilder(directions: directions)
    for record in records { builder.add(record) }
    return ModelObservations(try builder.history())
  }

  @Test func `failed trials have no score, and trials without parameters do not count`() throws {
    let observations = try observations([
      record(1, [3]), record(2, [], state: .failed), TrialRecord(value: 7),
    ])
    #expect(observations.count == 2)
    let scores = observations.scores(first: 2, weights: [])
    #expect(scores[0] == -3 && scores[1].isNaN)
  }

  @Test func `a pruned trial is at most as good as the median of complete ones`() throws {
    let records = [
      record(1, [1]), record(2, [5]), record(3, [9]),
      record(4, [], state: .pruned, reports: [0: 30, 1: 7]),
      record(5, [], state: .pruned, reports: [0: 2]), record(6, [], state: .pruned),
    ]
    let scores = try observations(records).scores(first: 6, weights: [])
    #expect(Array(scores.prefix(5)) == [-1, -5, -9, -7, -5] && scores[5].isNaN)
  }

  @Test func `later trials do not change the scores of earlier ones`() throws {
    let observations = try observations([
      record(1, [9]), record(2, [], state: .pruned, reports: [0: 1]), record(3, [2]),
      record(4, [1]),
    ])
    #expect(observations.scores(first: 2, weights: []) == [-9, -9])
    #expect(observations.scores(first: 4, weights: []) == [-9, -2, -2, -1])
  }

  @Test func `values to maximize are scores`() throws {
    let observations = try observations([record(1, [3]), record(2, [-4])], [.maximize])
    #expect(observations.scores(first: 2, weights: []) == [3, -4])
  }

  @Test func `several objectives are weighted`() throws {
    // Losses mapped to 0...1: (0, 1), (1, 0), (0.25, 0.5); an infinite one is at the bound.
    let observations = try observations(
      [record(1, [10, -2]), record(2, [50, 6]), record(3, [20, 2]), record(4, [.infinity, 2])],
      [.minimize, .maximize])
    let scores = observations.scores(first: 4, weights: [0.6, 0.4])
    let expected = [
      -0.4 - 0.05 * 0.4, -0.6 - 0.05 * 0.6, -0.2 - 0.05 * 0.35, -0.6 - 0.05 * 0.8,
    ]
    #expect(zip(scores, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func `weights are positive and have the sum 1`() {
    var random = RandomStream(seed: 1)
    #expect(ModelObservations.weights([.minimize], using: &random) == [])
    for _ in 0..<20 {
      let weights = ModelObservations.weights(
        [.minimize, .maximize, .minimize], using: &random)
      #expect(weights.allSatisfy { $0 >= 0 } && abs(weights.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test func `constraints are satisfied from 0 on, and missing ones have no value`() throws {
    let observations = try observations([
      record(1, [1], constraints: ["b": 2, "a": -1]), record(2, [1], constraints: ["a": 3]),
    ])
    let constraints = observations.constraints(first: 2)
    #expect(constraints.map(\.name) == ["a", "b"])
    #expect(constraints[0].scores == [1, -3])
    #expect(constraints[1].scores[0] == -2 && constraints[1].scores[1].isNaN)
  }

  @Test func `of many trials, the best and the newest are used`() throws {
    let axis = ModelSpace.Axis("x", .float(try FloatDistribution(0...1000)), order: nil)
    // The best trials are in the middle.
    let observations = try observations(
      (0..<600).map { record(Double($0), [abs(Double($0) - 150)]) })
    let points = observations.trials.map { ModelSpace.point(of: $0.parameters, on: [axis]) }
    let data = GPModelData(
      ModelSpace([axis], learnedFrom: points), observations, points: points, sources: nil,
      weights: [], warp: .none)
    #expect(data.first(500).indices == Array(0..<500))
    let part = data.first(600)
    #expect(part.indices == Array(50...249) + Array(300..<600))
    #expect(part.table.count == 500 && part.scores.count == 500)
    #expect(abs(part.table[0, 0] - 0.05) < 1e-12)
  }
}
