import Testing

@testable import Attune

@Suite struct LBFGSTests {
  /// Rosenbrock's function, whose minimum is 0 at (1, …, 1).
  private func rosenbrock(_ x: [Double], _ gradient: inout [Double]) -> Double {
    var value = 0.0
    for index in x.indices { gradient[index] = 0 }
    for index in 0..<(x.count - 1) {
      let (a, b) = (1 - x[index], x[index + 1] - x[index] * x[index])
      value += a * a + 100 * b * b
      gradient[index] += -2 * a - 400 * x[index] * b
      gradient[index + 1] += 200 * b
    }
    return value
  }

  @Test(arguments: [2, 5, 20])
  func `the minimum of a curved valley is found`(count: Int) {
    let minimizer = LBFGS(maxIterations: 1000, gradientTolerance: 1e-8, valueTolerance: 0)
    let start = (0..<count).map { $0 % 2 == 0 ? -1.2 : 1 }
    let result = minimizer.minimize(from: start) { rosenbrock($0, &$1) }
    #expect(result.value < 1e-14)
    #expect(result.point.allSatisfy { $0.isClose(to: 1, within: 1e-6) })
    #expect(result.evaluationCount < 60 * count)
  }

  /// Compared with SciPy's L-BFGS-B; see `Fixtures/GaussianProcess/README.md`.
  @Test func `minima of quadratic functions within bounds agree with SciPy`() throws {
    for object in try Fixture.object("GaussianProcess/quadratics.json").objects("cases") {
      let (rows, center) = (try object.rows("matrix"), try object.doubles("center"))
      let matrix = SymmetricMatrix(count: rows.count) { rows[$0][$1] }
      let minimizer = LBFGS(maxIterations: 1000, gradientTolerance: 1e-10, valueTolerance: 0)
      let result = minimizer.minimize(
        from: [Double](repeating: 0.5, count: center.count), within: .unitCube(center.count)
      ) { point, gradient in
        let difference = zip(point, center).map { $0 - $1 }
        gradient = matrix.times(difference)
        return 0.5 * CurvaturePairs.product(gradient, difference)
      }
      #expect(result.value.isClose(to: try object.double("value"), within: 1e-10))
      for (value, expected) in zip(result.point, try object.doubles("point")) {
        #expect(value.isClose(to: expected, within: 1e-5))
      }
      #expect(result.point.allSatisfy { 0...1 ~= $0 })
    }
  }

  @Test func `points outside the domain shorten the step`() {
    // x − ln x has its minimum at 1.
    let result = LBFGS().minimize(from: [9]) { point, gradient in
      gradient[0] = 1 - 1 / point[0]
      return point[0] > 0 ? point[0] - Math.log(point[0]) : .nan
    }
    #expect(result.point[0].isClose(to: 1, within: 1e-4))
    let outside = LBFGS().minimize(from: [-1]) { _, _ in .nan }
    #expect(outside.point == [-1])
    #expect(outside.iterationCount == 0)
  }

  @Test func `a start outside the bounds is moved into them`() {
    let result = LBFGS().minimize(from: [3, -2], within: .unitCube(2)) { point, gradient in
      gradient = [-1, 1]
      return point[1] - point[0]
    }
    #expect(result.point == [1, 0])
    #expect(result.evaluationCount == 1)
  }
}
