import Testing

@testable import Attune

/// Comparisons with SciPy and NumPy; see `Fixtures/GaussianProcess/README.md`.
@Suite struct OutputWarpTests {
  @Test func `power transformations agree with SciPy`() throws {
    for object in try Fixture.object("GaussianProcess/powers.json").objects("cases") {
      let values = try object.doubles("values")
      let fitted = try #require(PowerTransformation.yeoJohnson(fittedTo: values))
      let lambda = try object.double("yeoJohnson")
      guard case .yeoJohnson(let own) = fitted else { Issue.record("not Yeo–Johnson"); continue }
      #expect(own.isClose(to: lambda, within: 1e-6))
      for (x, expected) in zip(values, try object.doubles("yeoJohnsonValues")) {
        #expect(
          PowerTransformation.yeoJohnson(lambda)(x).isClose(to: expected, within: 1e-12))
      }
      guard object["boxCox"] != nil else {
        #expect(PowerTransformation.boxCox(fittedTo: values) == nil)
        continue
      }
      let boxCox = try object.double("boxCox")
      guard case .boxCox(let other)? = PowerTransformation.boxCox(fittedTo: values) else {
        Issue.record("no Box–Cox transformation")
        continue
      }
      #expect(other.isClose(to: boxCox, within: 1e-6))
      for (x, expected) in zip(values, try object.doubles("boxCoxValues")) {
        #expect(PowerTransformation.boxCox(boxCox)(x).isClose(to: expected, within: 1e-12))
      }
    }
  }

  @Test func `half-rank warps agree with the references`() throws {
    for object in try Fixture.object("GaussianProcess/warps.json").objects("cases") {
      let scores = try object.doubles("scores")
      for (value, expected) in zip(OutputWarp.halfRanked(scores), try object.doubles("halfRank")) {
        #expect(value.isClose(to: expected, within: 1e-13))
      }
    }
  }

  @Test(arguments: OutputWarp.allCases)
  func `warps keep the order, and are standardized`(warp: OutputWarp) {
    var random = RandomStream(seed: 4)
    for (scale, offset) in [(1e-8, 0), (1, 0), (1e12, 0), (1, 1e6), (1, -1e6), (-1, -1e3)] {
      let scores = (0..<40).map { _ in scale * (Math.exp(random.normal()) - 2) + offset }
      let warped = warp(scores)
      let order = scores.indices.sorted { scores[$0] < scores[$1] }
      for (a, b) in zip(order, order.dropFirst()) { #expect(warped[a] < warped[b]) }
      let scaling = StandardScaling(warped)
      #expect(abs(scaling.mean) < 1e-9)  // the rounding error of 1e6
      #expect(scaling.deviation.isClose(to: 1, within: 1e-12))
    }
  }

  @Test(arguments: OutputWarp.allCases)
  func `odd scores become finite`(warp: OutputWarp) {
    let cases: [[Double]] = [
      [], [1], [.nan], [.infinity], [2, 2, 2], [.nan, 1, 2], [-.infinity, .infinity, 3, 4],
      [1e308, -1e308, 0], [.nan, .nan], [1.7e308, -1.7e308, -1.7e308, .nan],
      [Double.leastNonzeroMagnitude, 0, 1],
    ]
    for scores in cases {
      let warped = warp(scores)
      #expect(warped.count == scores.count)
      #expect(warped.allSatisfy { $0.isFinite }, "\(scores): \(warped)")
    }
  }

  // By hand: the valid scores 1 and 3 have the range 2, so a failed one is 1 − 2 = −1. The smoothed
  // fraction of valid ones is 2.5 / 4, so the expected score is 0.625 · 2 − 0.375 = 0.875.
  @Test func `failed trials have lower scores than all others`() {
    let failures = FailedScores([1, .nan, 3])
    #expect(failures.valid == [1, 3])
    #expect(failures.completed([1, 3]) == [0.125, -1.875, 2.125])
    // The scale of the scores has no effect.
    let (large, small) = (OutputWarp.none([1e9, .nan, 3e9]), OutputWarp.none([1e-9, .nan, 3e-9]))
    for (a, b) in zip(large, small) { #expect(a.isClose(to: b, within: 1e-5)) }
    let warped = OutputWarp.power([5, -.infinity, 7, 6])
    #expect(warped[1] < warped[0] && warped[0] < warped[3] && warped[3] < warped[2])
  }
}
