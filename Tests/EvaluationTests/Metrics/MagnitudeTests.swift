import Testing

@testable import AttuneEvaluation

/// Metrics of very small and very large numbers.
///
/// Expected values are exact results rounded to doubles, computed with Python's `fractions`, and
/// with 60 decimal digits for roots.
@Suite struct MagnitudeTests {
  struct Case: Sendable {
    let truth: [Double]
    let predicted: [Double]
    let meanAbsoluteError: Double
    let meanSquaredError: Double
    let rootMeanSquaredError: Double
    let r2: Double
    /// The mean of the truth.
    let mean: Double
    /// The standard deviation of the truth.
    let deviation: Double
  }

  /// A subnormal number with a precision of 14 bits.
  static let tiny = 0x1p-1060

  static let cases = [
    Case(
      truth: [1e-170, 2e-170, 4e-170], predicted: [2e-170, 2e-170, 3e-170],
      meanAbsoluteError: 6.666666666666666e-171, meanSquaredError: 0,
      rootMeanSquaredError: 8.16496580927726e-171, r2: 0.5714285714285715,
      mean: 2.3333333333333334e-170, deviation: 1.2472191289246472e-170),
    Case(
      truth: [1e200, 2e200, 4e200], predicted: [2e200, 2e200, 3e200],
      meanAbsoluteError: 6.666666666666667e199, meanSquaredError: .infinity,
      rootMeanSquaredError: 8.16496580927726e199, r2: 0.5714285714285714,
      mean: 2.333333333333333e200, deviation: 1.2472191289246471e200),
    Case(
      truth: [tiny, 3 * tiny], predicted: [2 * tiny, 3 * tiny], meanAbsoluteError: tiny / 2,
      meanSquaredError: 0, rootMeanSquaredError: tiny * 0.5.squareRoot(), r2: 0.5, mean: 2 * tiny,
      deviation: tiny),
    Case(
      truth: [1.5e308, -1.5e308, 1e308], predicted: [-1e308, 1e308, 1.2e308],
      meanAbsoluteError: 1.7333333333333333e308, meanSquaredError: .infinity,
      rootMeanSquaredError: .infinity, r2: -1.4270967741935483, mean: 3.333333333333333e307,
      deviation: 1.3123346456686351e308),
    Case(
      truth: [1e-170, 3e-170], predicted: [1e150, 0], meanAbsoluteError: 5e149,
      meanSquaredError: 5e299, rootMeanSquaredError: 7.071067811865475e149, r2: -.infinity,
      mean: 2e-170, deviation: 1e-170),
    Case(
      truth: [1e160, 1e-160], predicted: [1e160, 2e-160], meanAbsoluteError: 5e-161,
      meanSquaredError: 0x1.FAp-1065, rootMeanSquaredError: 7.071067811865475e-161, r2: 1,
      mean: 5e159,
      deviation: 5e159),
    Case(
      truth: [1.7e308, 1.7e308, 1.6e308], predicted: [1.6e308, 1.7e308, 1.7e308],
      meanAbsoluteError: 6.666666666666664e306, meanSquaredError: .infinity,
      rootMeanSquaredError: 8.164965809277257e306, r2: -2, mean: 1.6666666666666666e308,
      deviation: 4.714045207910315e306),
  ]

  private func isClose(_ a: Double, _ b: Double) -> Bool {
    // Three steps of the smallest subnormal number, since such numbers have few significant digits.
    a == b || abs(a - b) <= max(1e-14 * abs(b), 3 * Double.leastNonzeroMagnitude)
  }

  @Test(arguments: cases)
  func `scores do not depend on the unit`(_ item: Case) throws {
    for weights in [nil, 1e-300, 1e300, .leastNonzeroMagnitude] as [Double?] {
      let scores = try RegressionScores(
        truth: item.truth, predicted: item.predicted,
        weights: weights.map { [Double](repeating: $0, count: item.truth.count) })
      #expect(isClose(scores.meanAbsoluteError, item.meanAbsoluteError))
      #expect(isClose(scores.meanSquaredError, item.meanSquaredError))
      #expect(isClose(scores.rootMeanSquaredError, item.rootMeanSquaredError))
      #expect(isClose(scores.r2, item.r2))
    }
    #expect(isClose(item.truth.mean, item.mean))
    #expect(isClose(item.truth.standardDeviation, item.deviation))
  }

  @Test(arguments: cases)
  func `standardization does not depend on the unit`(_ item: Case) throws {
    let scaling = try Standardization().fitted(to: item.truth.map { [$0] })
    #expect(isClose(scaling.offsets[0], item.mean))
    #expect(isClose(scaling.scales[0], item.deviation))
    let scaled = try item.truth.map { try scaling.apply(to: [$0])[0] }
    #expect(scaled.allSatisfy { abs($0) < 2 })
  }

  @Test func `a difference that overflows is scaled`() throws {
    let scaling = try Standardization().fitted(to: [[-1.7e308], [-1.5e308]])
    #expect(isClose(scaling.scales[0], 1e307))
    #expect(abs(try scaling.apply(to: [1.6e308])[0] - 32) < 1e-12)
    #expect(try scaling.apply(to: [.infinity])[0] == .infinity)
  }

  @Test func `R² of perfect predictions and constant targets does not depend on the unit`() throws {
    for unit in [Self.tiny, 1e-170, 0.1, 1e200, 1e308] {
      let constant = [unit, unit, unit]
      #expect(try RegressionScores(truth: constant, predicted: constant).r2 == 1)
      #expect(try RegressionScores(truth: constant, predicted: [unit, unit, 0]).r2 == 0)
      #expect(try RegressionScores(truth: [unit, 0], predicted: [unit, 0]).r2 == 1)
      #expect(try RegressionScores(truth: [unit, 0], predicted: [unit / 2, unit / 2]).r2 == 0)
    }
    #expect(try RegressionScores(truth: [1], predicted: [2]).r2.isNaN)
  }

  @Test func `an element of weight 0 does not affect the scale`() throws {
    let scores = try RegressionScores(
      truth: [1e-170, 3e-170, 1e308], predicted: [2e-170, 3e-170, -1e308], weights: [1, 1, 0])
    #expect(isClose(scores.r2, 0.5))
    #expect(isClose(scores.rootMeanSquaredError, 7.071067811865475e-171))
  }

  @Test(arguments: [tiny, 1e-200, 1, 1e200, 8e307])
  func `classification scores do not depend on the unit of the weights`(unit: Double) throws {
    let weights = [unit, unit]
    let matrix = try ConfusionMatrix(truth: ["a", "b"], predicted: ["a", "a"], weights: weights)
    #expect(matrix.accuracy == 0.5)
    // Precision 1/2, recall 1.
    #expect(isClose(try matrix.score(.f1, of: "a"), 2.0 / 3))
    #expect(isClose(try matrix.score(.fScore(beta: 2), of: "a"), 5.0 / 6))
    #expect(isClose(try matrix.score(.fScore(beta: 1e120), of: "a"), 1))
    #expect(isClose(matrix.score(.f1, averaged: .weighted), 1.0 / 3))
    let scores = try BinaryScores(
      truth: [true, false], predicted: [0.8, 0.4], weights: weights)
    #expect(scores.rocAUC == 1)
    #expect(isClose(try scores.logLoss, 0.3669845875401002))
    let sets = try LabelSetScores(
      truth: [Set(["a", "b"]), ["a", "b"]], predicted: [["a", "b"], ["a", "b"]], weights: weights)
    #expect(sets.score(.f1, averaged: .micro) == 1)
    #expect(sets.score(.f1, averaged: .weighted) == 1)
    #expect(sets.score(.f1, averaged: .samples) == 1)
  }

  @Test func `a class that is never predicted has an F score of zero for any beta`() throws {
    let matrix = try ConfusionMatrix(truth: ["a", "b"], predicted: ["b", "b"])
    for beta in [1e-200, 0.5, 1, 1e200] {
      #expect(try matrix.score(.fScore(beta: beta), of: "a", ifUndefined: .nan) == 0)
    }
  }

  @Test func `means and medians of large numbers are finite`() throws {
    #expect([1e308, 1e308, 1e308, -1e308].mean == 5e307)
    #expect(CrossValidationScores([1.5e308, 1.5e308]).mean == 1.5e308)
    #expect(
      isClose(CrossValidationScores([1e200, 3e200]).standardDeviation, 1.4142135623730951e200))
    #expect(isClose(CrossValidationScores([1e-200, 3e-200]).standardError, 1e-200))
    #expect(CrossValidationScores([.infinity, 1]).mean == .infinity)
    #expect(CrossValidationScores([.infinity, 1]).standardDeviation.isNaN)
    for substitute in [Imputation.Substitute.mean, .median] {
      let fitted = try Imputation(substitute).fitted(to: [[1.2e308], [1.6e308], [.nan]])
      #expect(isClose(fitted.substitutes[0], 1.4e308))
    }
  }
}
