import AttuneTesting
import Testing

@testable import Attune

/// The region of the search, which shrinks around the best trial.
@Suite struct DomainReductionTests {
  private let axes: [ModelSpace.Axis]

  init() throws {
    axes = [
      ModelSpace.Axis("x", .float(try FloatDistribution(0...10)), order: nil),
      ModelSpace.Axis(
        "kind", .categorical(try CategoricalDistribution(choices: ["a", "b"])), order: nil),
    ]
  }

  private func region(
    _ trials: [(x: Double, value: Double)], _ directions: [Direction] = [.minimize]
  ) throws -> DomainReduction {
    var builder = HistoryBuilder(directions: directions)
    for trial in trials {
      builder.add(
        TrialRecord(
          parameters: ["x": .float(trial.x, in: 0...10), "kind": .choice("a", of: ["a", "b"])],
          values: directions.map { _ in trial.value }))
    }
    return DomainReduction(ModelObservations(try builder.history()), on: axes)
  }

  @Test func `the first trials leave the whole range`() throws {
    #expect(try region([]).ranges == [0...1, 0...1])
    #expect(try region([(1, 1), (2, 2), (3, 3), (4, 4)]).ranges == [0...1, 0...1])
  }

  @Test func `the region moves to the best trial and shrinks`() throws {
    let trials = [(8.0, 5.0), (2, 4), (7, 3), (1, 9), (3, 8)]
    // From 0.5 to 0.7: d = 0.4, c = 0, γ = 0.85, factor 0.9 + 0.4 (0.85 − 0.9) = 0.88.
    let first = try region(trials)
    #expect(abs(first.ranges[0].lowerBound - 0.26) < 1e-12)
    #expect(first.ranges[0].upperBound == 1 && first.ranges[1] == 0...1)
    // No movement: the factor is 0.9, so the width 0.792.
    let second = try region(trials + [(5, 6)])
    #expect(abs(second.ranges[0].lowerBound - (0.7 - 0.396)) < 1e-12)
  }

  @Test func `the region keeps a smallest width around the best trial`() throws {
    let trials = [(4.0, 0.0)] + (0..<100).map { (Double($0 % 10), 1.0) }
    let range = try region(trials).ranges[0]
    #expect(abs(range.lowerBound - 0.395) < 1e-12 && abs(range.upperBound - 0.405) < 1e-12)
    let moved = try region(trials + [(9, -1)]).ranges[0]
    #expect(moved.contains(0.9))
  }

  @Test func `several objectives leave the whole range`() throws {
    let trials = (0..<20).map { (Double($0 % 7), Double($0)) }
    #expect(try region(trials, [.minimize, .maximize]).ranges == [0...1, 0...1])
  }

  @Test func `limited levels keep their coordinates`() {
    let levels = SteppedLevels(low: 1, step: 1, count: 1000, isLogarithmic: true)
    let limited = SearchAxis.stepped(levels).limited(to: 0.4...0.6)
    let all = (0..<1000).map(levels.coordinate).filter { (0.4...0.6).contains($0) }
    guard case .stepped(let part) = limited else {
      Issue.record("not stepped")
      return
    }
    #expect((0..<part.count).map(part.coordinate) == all)
    for fraction in [0, 0.3, 0.999] {
      #expect(all.contains(limited.value(at: fraction)))
      #expect(limited.rounded(fraction) == limited.rounded(limited.rounded(fraction)))
    }
    let few = SteppedLevels(low: 0, step: 1, count: 2).limited(to: 0.4...0.6)
    #expect(few.count == 1)
    #expect(SearchAxis.continuous.limited(to: 0.25...0.5).value(at: 0.5) == 0.375)
  }

  @Test func `proposals are in the region, but enqueued values need not be`() throws {
    let study = try Study(
      sampler: .gp(startupTrials: 6, reducesBounds: true), pruner: .none, seed: 2)
    for number in 0..<26 {
      if number == 20 { try study.enqueue(["x": 9.5]) }
      let before = ModelObservations(study.trials)
      try study.optimize(trials: number + 1, progress: .none) { trial in
        let x = try trial.suggest("x", in: 0.0...10.0)
        _ = try trial.suggest("kind", from: ["a", "b"])
        return (x - 3) * (x - 3)
      }
      let x = try #require(study.trials[number].parameters["x"]?.doubleValue)
      guard number > 8 else { continue }
      if number == 20 {
        #expect(x == 9.5)
      } else {
        let range = DomainReduction(before, on: axes).ranges[0]
        #expect(x / 10 >= range.lowerBound - 1e-9 && x / 10 <= range.upperBound + 1e-9)
      }
    }
  }
}
