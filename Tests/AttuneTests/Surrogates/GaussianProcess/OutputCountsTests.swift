import Testing

@testable import Attune

@Suite struct OutputCountsTests {
  private let points = CoordinateTable(
    kinds: [.numeric, .category], points: [[0.1, 0], [0.4, 1], [0.7, 0], [0.9, 2], [0.2, 1]])
  private let outputs = [0.5, -1.2, 0.3, 1.1, -0.4]

  private func counts() -> OutputCounts {
    var counts = OutputCounts(counts: [1, 3, 2, 1, 5])
    (counts.freedom, counts.squares) = (7, 1.3)
    return counts
  }

  @Test func `the gradient of the likelihood is its slope`() {
    var likelihood = GaussianProcessLikelihood(
      points: points, outputs: outputs, hasNoise: true, counts: counts())
    let logarithms = [0.5, -0.3, 0.2, -1.5]
    var gradient = [Double](repeating: 0, count: 4)
    _ = likelihood.negativeLog(logarithms, gradient: &gradient)
    for index in logarithms.indices {
      var (low, high) = (logarithms, logarithms)
      low[index] -= 1e-5
      high[index] += 1e-5
      var unused = gradient
      let slope =
        (likelihood.negativeLog(high, gradient: &unused)
          - likelihood.negativeLog(low, gradient: &unused)) / 2e-5
      #expect(abs(gradient[index] - slope) < 1e-6, "\(index): \(gradient[index]), \(slope)")
    }
  }

  @Test func `means of repeats are as good as the repeats`() throws {
    // Two outputs at one point, or their mean.
    let values = [[0.5], [-1.0, -1.4], [0.3], [1.1], [-0.4]]
    var single = CoordinateTable(kinds: points.kinds)
    var outputs: [Double] = []
    var means: [Double] = []
    for (index, values) in values.enumerated() {
      for value in values {
        single.append(points.point(index))
        outputs.append(value)
      }
      means.append(values.reduce(0, +) / Double(values.count))
    }
    var counts = OutputCounts(counts: values.map(\.count))
    (counts.freedom, counts.squares) = (1, 0.08)
    let parameters = GaussianProcessParameters(
      inverseSquaredLengths: [2, 0.5], amplitude: 1.2, noise: 0.3)
    let one = try #require(
      GaussianProcess(parameters: parameters, points: single, outputs: outputs))
    let other = try #require(
      GaussianProcess(parameters: parameters, points: points, outputs: means, counts: counts))
    let candidates = CoordinateTable(kinds: points.kinds, points: [[0.3, 1], [0.8, 0]])
    let (a, b) = (one.moments(at: candidates), other.moments(at: candidates))
    for index in 0..<2 {
      #expect(a.means[index].isClose(to: b.means[index], within: 1e-10))
      #expect(a.variances[index].isClose(to: b.variances[index], within: 1e-10))
    }
    // The likelihoods differ by a constant.
    func difference(_ logarithms: [Double]) -> Double {
      var gradient = [Double](repeating: 0, count: 4)
      var all = GaussianProcessLikelihood(points: single, outputs: outputs, hasNoise: true)
      var averaged = GaussianProcessLikelihood(
        points: points, outputs: means, hasNoise: true, counts: counts)
      return all.negativeLog(logarithms, gradient: &gradient)
        - averaged.negativeLog(logarithms, gradient: &gradient)
    }
    let constant = difference([0.5, -0.3, 0.2, -1.5])
    #expect(difference([-0.5, 0.4, 0.1, -0.2]).isClose(to: constant, within: 1e-9))
  }
}
