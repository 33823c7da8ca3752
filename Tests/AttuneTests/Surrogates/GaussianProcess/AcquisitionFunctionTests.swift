import Testing

@testable import Attune

/// Comparisons with values computed with 50 digits; see `Fixtures/GaussianProcess/README.md`.
@Suite struct AcquisitionFunctionTests {
  private func isClose(_ value: Double, _ reference: Double, _ tolerance: Double) -> Bool {
    abs(value - reference) <= tolerance * abs(reference)
  }

  @Test func `the expected improvement is accurate far into the tail`() throws {
    for object in try Fixture.object("GaussianProcess/improvements.json").objects("cases") {
      let z = try object.double("z")
      let density = ImprovementDensity(z)
      #expect(isClose(density.logarithm, try object.double("logarithm"), 1e-12), "at \(z)")
      #expect(isClose(density.slope, try object.double("slope"), 1e-11), "at \(z)")
      // Above 38, it underflows.
      let complement = try object.double("complement")
      #expect(abs(density.complement - complement) <= 1e-11 * complement + 1e-307, "at \(z)")
    }
  }

  @Test func `the logarithm of a probability is accurate far into the tail`() throws {
    for object in try Fixture.object("GaussianProcess/improvements.json").objects("cases") {
      guard object["logProbability"] != .null else { continue }
      let (z, expected) = (try object.double("z"), try object.double("logProbability"))
      let result = AcquisitionCriterion.logProbability(above: 0)(mean: z, deviation: 1)
      #expect(abs(result.value - expected) <= 2e-13 * abs(expected) + 1e-307, "at \(z)")
    }
  }

  @Test(arguments: [
    AcquisitionCriterion.mean, .deviation, .upperConfidenceBound(1.8),
    .logExpectedImprovement(over: 0.7), .logProbability(above: -0.2),
  ])
  func `derivatives agree with finite differences`(criterion: AcquisitionCriterion) {
    for mean in [-40.0, -3, -0.3, 0.5, 2] {
      for deviation in [0.3, 1, 2] as [Double] {
        let result = criterion(mean: mean, deviation: deviation)
        let step = 1e-5
        let byMean =
          (criterion(mean: mean + step, deviation: deviation).value
            - criterion(mean: mean - step, deviation: deviation).value) / (2 * step)
        let byDeviation =
          (criterion(mean: mean, deviation: deviation + step).value
            - criterion(mean: mean, deviation: deviation - step).value) / (2 * step)
        #expect(result.byMean.isClose(to: byMean, within: 1e-5))
        #expect(result.byDeviation.isClose(to: byDeviation, within: 1e-5))
      }
    }
  }

  private func functions() throws -> [any AcquisitionFunction] {
    let process = try PosteriorReference.mixed().process
    let criteria: [AcquisitionCriterion] = [
      .mean, .deviation, .upperConfidenceBound(1.8), .logExpectedImprovement(over: 1),
      .logProbability(above: 0.3),
    ]
    var functions: [any AcquisitionFunction] = criteria.map {
      PosteriorAcquisition(process: process, criterion: $0)
    }
    functions.append(CorrectedExpectedImprovement(process: process, incumbent: 3))
    functions.append(AcquisitionSum(terms: functions))
    return functions
  }

  @Test func `batches agree with single points, and gradients with finite differences`() throws {
    let candidates = try PosteriorReference.mixed().candidates
    for function in try functions() {
      let values = function.values(at: candidates)
      for index in candidates.indices {
        let point = candidates.point(index)
        var gradient = [Double](repeating: 0, count: point.count)
        let value = function.value(at: point, addingTo: &gradient)
        #expect(value.isClose(to: values[index], within: 1e-9))
        for dimension in point.indices where candidates.kinds[dimension] == .numeric {
          let ends = [-1e-5, 1e-5].map { step in
            var moved = point
            moved[dimension] += step
            var ignored = gradient
            return function.value(at: moved, addingTo: &ignored)
          }
          let expected = (ends[1] - ends[0]) / 2e-5
          #expect(gradient[dimension].isClose(to: expected, within: 1e-5))
        }
      }
    }
  }

  @Test func `the corrected improvement agrees with NumPy`() throws {
    let reference = try PosteriorReference.mixed()
    let function = CorrectedExpectedImprovement(
      process: reference.process, incumbent: try reference.object.int("incumbent"))
    let values = function.values(at: reference.candidates)
    for (value, expected) in zip(
      values, try reference.object.doubles("correctedImprovements"))
    {
      #expect(value.isClose(to: expected, within: 1e-8))
    }
  }

  @Test func `without noise, the corrected improvement is the expected improvement`() throws {
    let points = CoordinateTable(kinds: [.numeric], points: [[0.1], [0.4], [0.9]])
    let process = try #require(
      GaussianProcess(
        parameters: GaussianProcessParameters(
          inverseSquaredLengths: [4], amplitude: 1, noise: 1e-12),
        points: points, outputs: [-1, 1, 0]))
    let candidates = CoordinateTable(kinds: [.numeric], points: [[0.3], [0.5], [0.7]])
    let corrected = CorrectedExpectedImprovement(process: process, incumbent: 1)
    let plain = PosteriorAcquisition(
      process: process, criterion: .logExpectedImprovement(over: 1))
    for (a, b) in zip(corrected.values(at: candidates), plain.values(at: candidates)) {
      #expect(a.isClose(to: b, within: 1e-6))
    }
  }
}
