import Testing

@testable import Attune

/// Comparisons with scikit-learn and NumPy; see `Fixtures/GaussianProcess/README.md`.
@Suite struct GaussianProcessTests {
  @Test func `posterior means and covariances agree with the references`() throws {
    for reference in try PosteriorReference.all() {
      let (means, variances) = reference.process.moments(at: reference.candidates)
      let covariances = reference.process.covariances(of: reference.candidates)
      #expect(reference.process.means(at: reference.candidates) == means)
      for row in reference.candidates.indices {
        #expect(means[row].isClose(to: reference.means[row], within: 1e-8))
        #expect(variances[row].isClose(to: reference.covariances[row][row], within: 1e-8))
        for column in reference.candidates.indices {
          #expect(
            covariances[row, column].isClose(
              to: reference.covariances[row][column], within: 1e-8))
        }
      }
    }
  }

  @Test func `single predictions agree with batches`() throws {
    for reference in try PosteriorReference.all() {
      let (means, variances) = reference.process.moments(at: reference.candidates)
      for index in reference.candidates.indices {
        let prediction = reference.process.prediction(at: reference.candidates.point(index))
        #expect(prediction.mean.isClose(to: means[index], within: 1e-12))
        #expect(prediction.variance.isClose(to: variances[index], within: 1e-12))
      }
    }
  }

  @Test func `gradients agree with finite differences`() throws {
    for reference in try PosteriorReference.all() {
      for index in reference.candidates.indices {
        let point = reference.candidates.point(index)
        let prediction = reference.process.prediction(at: point)
        for (dimension, kind) in reference.candidates.kinds.enumerated() {
          guard kind == .numeric else {
            #expect(prediction.meanGradient[dimension] == 0)
            #expect(prediction.varianceGradient[dimension] == 0)
            continue
          }
          let ends = [-1e-5, 1e-5].map { step in
            var moved = point
            moved[dimension] += step
            return reference.process.prediction(at: moved)
          }
          let mean = (ends[1].mean - ends[0].mean) / 2e-5
          let variance = (ends[1].variance - ends[0].variance) / 2e-5
          #expect(prediction.meanGradient[dimension].isClose(to: mean, within: 1e-6))
          #expect(prediction.varianceGradient[dimension].isClose(to: variance, within: 1e-6))
        }
      }
    }
  }

  @Test func `running trials reduce the variances and keep the means`() throws {
    let reference = try PosteriorReference.mixed()
    let added = CoordinateTable(
      kinds: reference.candidates.kinds, points: (0..<3).map(reference.candidates.point))
    let process = reference.process.conditioned(onVariancesAt: added)
    let (means, variances) = process.moments(at: reference.candidates)
    for (index, expected) in try reference.object.doubles("addedVariances").enumerated() {
      #expect(means[index].isClose(to: reference.means[index], within: 1e-8))
      #expect(variances[index].isClose(to: expected, within: 1e-8))
    }
  }

  @Test func `covariances with an observed point agree with joint covariances`() throws {
    let reference = try PosteriorReference.mixed()
    let observed = 4
    let observation = reference.process.covariance(withObservation: observed)
    var joint = reference.candidates
    joint.append(reference.process.points.point(observed))
    let covariances = reference.process.covariances(of: joint)
    let last = joint.count - 1
    #expect(observation.variance.isClose(to: covariances[last, last], within: 1e-10))
    #expect(
      observation.mean.isClose(to: reference.process.means(at: joint)[last], within: 1e-10))
    let values = reference.process.covariances(of: reference.candidates, with: observation)
    for index in reference.candidates.indices {
      #expect(values[index].isClose(to: covariances[index, last], within: 1e-10))
      let single = reference.process.covariance(
        of: reference.candidates.point(index), with: observation)
      #expect(single.value.isClose(to: values[index], within: 1e-12))
    }
  }

  @Test func `repeated points, no points and odd outputs are permitted`() throws {
    let parameters = GaussianProcessParameters(
      inverseSquaredLengths: [1], amplitude: 1, noise: GaussianProcessParameters.minimumNoise)
    let repeated = CoordinateTable(
      kinds: [.numeric], points: [[Double]](repeating: [0.5], count: 30))
    let process = try #require(
      GaussianProcess(
        parameters: parameters, points: repeated, outputs: [Double](repeating: 1, count: 30)))
    #expect(process.prediction(at: [0.5]).mean.isClose(to: 1, within: 1e-6))
    let empty = try #require(
      GaussianProcess(
        parameters: parameters, points: CoordinateTable(kinds: [.numeric]), outputs: []))
    #expect(empty.prediction(at: [0.5]).variance == 1)
    #expect(empty.moments(at: repeated).means == [Double](repeating: 0, count: 30))
    let odd = CoordinateTable(kinds: [.numeric], points: [[.nan], [0.5]])
    #expect(GaussianProcess(parameters: parameters, points: odd, outputs: [1, 2]) == nil)
  }

  /// The bits of results, so that another platform or compiler that changes them is noticed.
  @Test func `results have the same bits everywhere`() throws {
    var random = RandomStream(seed: 3)
    let kinds: [CoordinateTable.Kind] = [.numeric, .category, .numeric]
    let rows = (0..<21).map { _ in
      [random.uniform(), Double(random.index(below: 3)), random.uniform()]
    }
    let outputs = rows.map { $0[0] + $0[1] * $0[2] - 1 }
    let points = CoordinateTable(kinds: kinds, points: rows)
    let fit = GaussianProcessFit()
    let parameters = try #require(
      fit.parameters(
        points: points, outputs: outputs, starts: GaussianProcessPrior.starts(dimensionCount: 3)))
    let process = try #require(
      GaussianProcess(parameters: parameters, points: points, outputs: outputs))
    let prediction = process.prediction(at: [0.3, 1, 0.8])
    let results =
      [parameters.amplitude, parameters.noise, prediction.mean, prediction.variance]
      + [prediction.meanGradient[0], prediction.varianceGradient[2]]
    #expect(
      results.map(\.bitPattern) == [
        4_613_170_648_098_749_532, 4_517_401_114_653_987_852, 4_592_047_980_085_379_072,
        4_549_535_212_559_138_816, 4_607_240_066_683_826_702, 13_784_357_252_201_273_840,
      ])
  }
}

extension GaussianProcess {
  /// The posterior covariances K(X*, X*) − VᵀV of the function at points, with V = U⁻ᵀ K(X, X*).
  ///
  /// - Note: C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", 2006, eq. 2.26.
  fileprivate func covariances(of candidates: CoordinateTable) -> SymmetricMatrix {
    let all = parameters.covariances(of: points, with: candidates)
    let columns = (0..<candidates.count).map { column in
      cholesky.substitute((0..<points.count).map { all[$0, column] })
    }
    let own = parameters.covariances(of: candidates, with: candidates)
    return SymmetricMatrix(count: candidates.count) { row, column in
      own[row, column] - zip(columns[row], columns[column]).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }
}
