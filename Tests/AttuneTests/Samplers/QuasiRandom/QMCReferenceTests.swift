import Testing

@testable import Attune

/// Trials have the points of SciPy, without scrambling; see `Fixtures/QuasiRandom/README.md`.
///
/// The values of the distributions are worked out here from their definition: each choice and each value
/// of a grid has an equal part of the unit interval.
@Suite struct QMCReferenceTests {
  @Test(arguments: QMCSampler.Sequence.allCases)
  func `trial n has point n of SciPy, in the order of suggestion`(
    sequence: QMCSampler.Sequence
  ) throws {
    let reference = try Fixture.object("QuasiRandom/\(sequence).json")
    let points = try reference.rows("first")
    let study = try Study(sampler: .qmc(sequence, scramble: false), seed: 1)
    try study.optimize(trials: points.count, progress: .none) { trial in
      let u = points[trial.number]
      let tolerance = 4e-16
      #expect(abs(try trial.suggest("float", in: 0.0...1.0) - u[0]) <= tolerance)
      // A constant takes no dimension.
      _ = try trial.suggest("constant", in: 7...7)
      let wide = try trial.suggest("wide", in: -3.0...5.0)
      #expect(abs(wide - (8 * u[1] - 3)) <= 8 * tolerance)
      let rate = try trial.suggest("rate", in: 1e-3...1.0, scale: .log)
      #expect(rate.isClose(to: Math.exp(Math.log(1e-3) * (1 - u[2])), within: 1e-13))
      // Twenty values; the points that SciPy rounds to a bound of two are left out.
      if let index = index(u[3], of: 20) {
        #expect(try trial.suggest("integer", in: 1...20) == 1 + index)
      } else {
        _ = try trial.suggest("integer", in: 1...20)
      }
      if let index = index(u[4], of: 5) {
        #expect(try trial.suggest("odd", in: 1...9, step: 2) == 1 + 2 * index)
      } else {
        _ = try trial.suggest("odd", in: 1...9, step: 2)
      }
      let grid = try trial.suggest("grid", in: 0.0...0.75, step: 0.25)
      if let index = index(u[5], of: 4) { #expect(grid == 0.25 * Double(index)) }
      let kind = try trial.suggest("kind", from: ["a", "b", "c"])
      if let index = index(u[6], of: 3) { #expect(kind == ["a", "b", "c"][index]) }
      let last = try trial.suggest("last", in: 0.0...1.0)
      #expect(abs(last - u[7]) <= tolerance)
      return 0
    }
    #expect(study.trials.count(of: .complete) == points.count)
  }

  /// The index of the part of the unit interval that contains a number; nil at a bound of two parts.
  private func index(_ u: Double, of count: Int) -> Int? {
    let position = u * Double(count)
    guard u == 0 || abs(position - position.rounded()) > 1e-12 else { return nil }
    return Int(position)
  }

  /// The numbers of `QMCSampler(scramble=False)` of Optuna 5.0.0 for `x` in 0...1 in the second trial and
  /// later, which has the points of SciPy from index 0 on: there the first trial is random.
  @Test func `the first trial has the first point`() throws {
    let study = try Study(sampler: .qmc(scramble: false), seed: 1)
    try study.optimize(trials: 5, progress: .none) { try $0.suggest("x", in: 0.0...1.0) }
    #expect(study.trials.map(\.value) == [0, 0.5, 0.75, 0.25, 0.375])
  }
}
