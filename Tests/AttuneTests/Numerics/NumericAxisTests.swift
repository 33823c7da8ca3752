import Testing

@testable import Attune

/// Axes whose values are closer together than doubles can resolve.
@Suite struct NumericAxisTests {
  static let dense: [Distribution] = {
    do {
      return [
        .int(try IntDistribution(1...1 << 53, scale: .log)),
        .int(try IntDistribution(1 << 52...1 << 53, scale: .log)),
        .int(try IntDistribution(1...1 << 47, scale: .log)),
        .int(try IntDistribution(-(1 << 53)...1 << 53)),
        .int(try IntDistribution((1 << 53) - 3...1 << 53)),
        .float(try FloatDistribution(1e17...1.000001e17, step: 1)),
        .float(try FloatDistribution(-1e300...1e300, step: 1e-3)),
      ]
    } catch {
      return []
    }
  }()

  private func axis(_ distribution: Distribution) throws -> NumericAxis {
    switch distribution {
    case .float(let float): NumericAxis(float)
    case .int(let int): NumericAxis(int)
    case .categorical: throw SearchSpaceError(.invalidChoices, "not numeric")
    }
  }

  @Test(arguments: dense)
  func `the cell of every value has a width`(distribution: Distribution) throws {
    let axis = try axis(distribution)
    for position in stride(from: 0, through: 1, by: 1.0 / 64) {
      let value = distribution.value(at: position).recorded
      let cell = axis.cell(around: value)
      #expect(cell.lowerBound < cell.upperBound)
      #expect(cell.contains(axis.encode(value)))
    }
  }

  @Test func `the cells of an ordinary grid touch and do not overlap`() throws {
    for axis in [
      NumericAxis(try IntDistribution(1...1_000_000, scale: .log)),
      NumericAxis(try IntDistribution(1...1_000_000)),
    ] {
      for value in [1.0, 2, 3, 1000, 999_998] {
        let cell = axis.cell(around: value)
        #expect(cell.upperBound == axis.cell(around: value + 1).lowerBound)
      }
    }
  }

  @Test(arguments: dense)
  func `densities and their differences are not NaN`(distribution: Distribution) throws {
    let layout = ParzenLayout(SearchSpace(["x": distribution]))
    let axis = try axis(distribution)
    var random = RandomStream(seed: 41)
    let groups = [[0.2, 0.5, 0.5, 0.9, 1], [0.99, 1]]
    let estimators = groups.map { positions in
      var estimator = ParzenEstimator(layout: layout, configuration: ParzenConfiguration())
      estimator.change(removing: [], adding: Array(positions.indices)) { index, _ in
        axis.encode(distribution.value(at: positions[index]).recorded)
      }
      return estimator
    }
    let points = estimators[0].sample(50, using: &random)
    let (good, rest) = (
      estimators[0].logDensities(at: points), estimators[1].logDensities(at: points)
    )
    for (a, b) in zip(good, rest) {
      #expect(!a.isNaN && !b.isNaN && !(a - b).isNaN)
    }
  }

  @Test(arguments: [-1e308...1e308, 0...Double.greatestFiniteMagnitude])
  func `the widest ranges can be searched`(range: ClosedRange<Double>) throws {
    let study = try Study(sampler: .tpe(), seed: 4)
    try study.optimize(trials: 30) { try $0.suggest("x", in: range) }
    #expect(study.trials.count(of: .complete) == 30)
  }
}
