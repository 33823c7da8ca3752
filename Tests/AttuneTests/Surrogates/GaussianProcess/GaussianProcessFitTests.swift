import Testing

@testable import Attune

/// Comparisons with SciPy; see `Fixtures/GaussianProcess/README.md`.
@Suite struct GaussianProcessFitTests {
  private func table(_ object: JSONObject) throws -> CoordinateTable {
    let rows = try object.rows("points")
    return CoordinateTable(
      kinds: [CoordinateTable.Kind](repeating: .numeric, count: rows[0].count), points: rows)
  }

  @Test func `the density agrees with SciPy, and the fit finds its maximum`() throws {
    for object in try Fixture.object("GaussianProcess/fits.json").objects("cases") {
      let (points, outputs) = (try table(object), try object.doubles("outputs"))
      var likelihood = GaussianProcessLikelihood(
        points: points, outputs: outputs, hasNoise: true)
      let width = points.dimensionCount
      var gradient = [Double](repeating: 0, count: width + 2)
      let start = [Double](repeating: 0, count: width + 1) + [-4]
      let startValue = likelihood.negativeLog(start, gradient: &gradient)
      #expect(startValue.isClose(to: try object.double("startValue"), within: 1e-9))
      let value = try object.double("value")
      let logarithms = try object.doubles("logarithms")
      let bestValue = likelihood.negativeLog(logarithms, gradient: &gradient)
      #expect(bestValue.isClose(to: value, within: 1e-9))
      #expect(gradient.allSatisfy { abs($0) < 1e-2 })

      let fit = GaussianProcessFit(maxIterations: 200, tolerance: 1e-6)
      let parameters = try #require(
        fit.parameters(
          points: points, outputs: outputs,
          starts: GaussianProcessPrior.starts(dimensionCount: width)))
      let best = likelihood.negativeLog(
        parameters.logarithms(hasNoise: true), gradient: &gradient)
      #expect(best < value + 1e-5)
    }
  }

  @Test(arguments: [false, true])
  func `gradients agree with finite differences`(hasNoise: Bool) throws {
    let reference = try PosteriorReference.mixed()
    var likelihood = GaussianProcessLikelihood(
      points: reference.process.points, outputs: reference.outputs,
      hasNoise: hasNoise)
    var logarithms = reference.process.parameters.logarithms(hasNoise: hasNoise)
    var gradient = [Double](repeating: 0, count: logarithms.count)
    var ignored = gradient
    for shift in [0, 0.5] {
      for index in logarithms.indices { logarithms[index] += shift * Double(index) }
      _ = likelihood.negativeLog(logarithms, gradient: &gradient)
      for index in logarithms.indices {
        let ends = [-1e-5, 1e-5].map { step in
          var moved = logarithms
          moved[index] += step
          return likelihood.negativeLog(moved, gradient: &ignored)
        }
        #expect(gradient[index].isClose(to: (ends[1] - ends[0]) / 2e-5, within: 1e-5))
      }
    }
  }

  @Test func `a deterministic objective has the smallest noise`() throws {
    let points = CoordinateTable(
      kinds: [.numeric], points: (0..<12).map { [Double($0) / 11] })
    let outputs = points.indices.map { points[$0, 0] < 0.5 ? -1.0 : 1 }
    let fit = GaussianProcessFit(isDeterministic: true)
    let parameters = try #require(
      fit.parameters(
        points: points, outputs: outputs, starts: GaussianProcessPrior.starts(dimensionCount: 1)))
    #expect(parameters.noise == GaussianProcessParameters.minimumNoise)
    let process = try #require(
      GaussianProcess(parameters: parameters, points: points, outputs: outputs))
    for (mean, output) in zip(process.means(at: points), outputs) {
      #expect(mean.isClose(to: output, within: 1e-3))
    }
  }

  @Test func `noise is found`() throws {
    var random = RandomStream(seed: 1)
    let points = CoordinateTable(
      kinds: [.numeric], points: (0..<80).map { _ in [random.uniform()] })
    let outputs = points.indices.map { 2 * points[$0, 0] - 1 + 0.3 * random.normal() }
    let fit = GaussianProcessFit()
    let parameters = try #require(
      fit.parameters(
        points: points, outputs: outputs, starts: GaussianProcessPrior.starts(dimensionCount: 1)))
    #expect(parameters.noise > 0.04 && parameters.noise < 0.15)
  }

  @Test func `starts with other numbers of coordinates and odd outputs are ignored`() {
    let points = CoordinateTable(kinds: [.numeric], points: [[0.1], [0.9]])
    let fit = GaussianProcessFit()
    let starts = GaussianProcessPrior.starts(dimensionCount: 2)
    #expect(fit.parameters(points: points, outputs: [0, 1], starts: starts) == nil)
    #expect(
      fit.parameters(
        points: points, outputs: [.nan, 1], starts: GaussianProcessPrior.starts(dimensionCount: 1))
        == nil)
  }
}
