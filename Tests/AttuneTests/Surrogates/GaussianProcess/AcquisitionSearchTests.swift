import Testing

@testable import Attune

@Suite struct AcquisitionSearchTests {
  /// A sum of a function of each coordinate.
  private struct Separable: AcquisitionFunction {
    /// The best value of each coordinate; a category has the value 0 elsewhere.
    let best: [Double]

    let kinds: [CoordinateTable.Kind]

    func values(at candidates: CoordinateTable) -> [Double] {
      candidates.indices.map { index in
        var ignored = [Double](repeating: 0, count: kinds.count)
        return value(at: candidates.point(index), addingTo: &ignored)
      }
    }

    func value(at point: [Double], addingTo gradient: inout [Double]) -> Double {
      var sum = 0.0
      for (index, kind) in kinds.enumerated() {
        let difference = point[index] - best[index]
        switch kind {
        case .numeric:
          sum -= difference * difference
          gradient[index] -= 2 * difference
        case .category: sum += difference == 0 ? 1 : 0
        }
      }
      return sum
    }
  }

  private static let axes: [SearchAxis] = [
    .continuous, .stepped(SteppedLevels(count: 5)), .stepped(SteppedLevels(count: 1000)),
    .categorical(30), .fixed(0.25, .numeric), .continuous, .fixed(-1, .category),
  ]

  @Test func `the maximum over mixed coordinates is found`() {
    let search = AcquisitionSearch(axes: Self.axes)
    let function = Separable(
      best: [0.123, 0.7, 0.4567, 17, 0.9, 1.4, 2], kinds: search.kinds)
    for seed in 0..<5 as Range<UInt64> {
      var random = RandomStream(seed: seed)
      let best = search.maxima(of: function, near: [], using: &random)[0]
      #expect(best.point[0].isClose(to: 0.123, within: 1e-5))
      #expect(best.point[1] == SteppedLevels(count: 5).coordinate(3))
      #expect(best.point[2] == SteppedLevels(count: 1000).coordinate(456))
      #expect(best.point[3] == 17)
      #expect(best.point[4] == 0.25)
      #expect(best.point[5] == 1)
      #expect(best.point[6] == -1)
    }
  }

  @Test func `results are ordered, distinct, and depend only on the random stream`() {
    let search = AcquisitionSearch(axes: Self.axes)
    let function = Separable(best: [0.1, 0.7, 0.4, 3, 0, 0, 0], kinds: search.kinds)
    var (first, second) = (RandomStream(seed: 9), RandomStream(seed: 9))
    let results = search.maxima(of: function, near: [], using: &first)
    #expect(results == search.maxima(of: function, near: [], using: &second))
    #expect(results.map(\.value) == results.map(\.value).sorted(by: >))
    #expect(Set(results.map(\.point)).count == results.count)
  }

  @Test func `odd seeds are rounded to possible values`() {
    let search = AcquisitionSearch(axes: Self.axes)
    let function = Separable(best: [0, 0, 0, 0, 0, 0, 0], kinds: search.kinds)
    var random = RandomStream(seed: 1)
    let seeds = [[2, -1, .nan, 99, 7, .infinity, 5], [0, 0, 0, -1, 0, 0, 0]]
    for result in search.maxima(of: function, near: seeds, using: &random) {
      for (axis, value) in zip(Self.axes, result.point) { #expect(axis.rounded(value) == value) }
    }
  }

  @Test func `a function that is NaN everywhere has no maxima`() {
    let search = AcquisitionSearch(axes: [.continuous, .categorical(2)])
    let function = Separable(best: [.nan, 0], kinds: search.kinds)
    var random = RandomStream(seed: 1)
    #expect(search.maxima(of: function, near: [], using: &random).isEmpty)
    let empty = AcquisitionSearch(axes: [])
    #expect(empty.maxima(of: function, near: [], using: &random).isEmpty)
  }

  @Test func `levels are equally spaced, and at the middles of their intervals`() {
    let levels = SteppedLevels(low: 10, step: 5, count: 4)
    #expect((0..<4).map(levels.coordinate) == [0.125, 0.375, 0.625, 0.875])
    let logarithmic = SteppedLevels(low: 1, step: 1, count: 1024, isLogarithmic: true)
    for level in [0, 1, 5, 100, 1023] {
      #expect(logarithmic.nearest(to: logarithmic.coordinate(level)) == level)
    }
    #expect(levels.nearest(to: -3) == 0)
    #expect(levels.nearest(to: .nan) == 0 || levels.nearest(to: .nan) == 3)
    #expect(levels.nearest(to: 9) == 3)
  }

  /// Fits, searches and evaluations in a loop, without a study.
  @Test func `proposals approach the minimum of a smooth function`() throws {
    let axes: [SearchAxis] = [.continuous, .continuous, .categorical(3)]
    let search = AcquisitionSearch(axes: axes)
    let fit = GaussianProcessFit()
    for seed in 1...3 as ClosedRange<UInt64> {
      var random = RandomStream(seed: seed)
      var points = (0..<4).map { _ in axes.map { $0.value(at: random.uniform()) } }
      func score(_ point: [Double]) -> Double {
        let (a, b) = (point[0] - 0.7, point[1] - 0.2)
        return -a * a - 2 * b * b - (point[2] == 1 ? 0 : 0.5)
      }
      while points.count < 25 {
        let outputs = OutputWarp.none(points.map(score))
        let table = CoordinateTable(kinds: search.kinds, points: points)
        let parameters = try #require(
          fit.parameters(
            points: table, outputs: outputs, starts: GaussianProcessPrior.starts(dimensionCount: 3))
        )
        let process = try #require(
          GaussianProcess(parameters: parameters, points: table, outputs: outputs))
        let acquisition = PosteriorAcquisition(
          process: process, criterion: .upperConfidenceBound(1.8))
        let best = points.max { score($0) < score($1) }
        let maxima = search.maxima(of: acquisition, near: best.map { [$0] } ?? [], using: &random)
        points.append(try #require(maxima.first { !points.contains($0.point) }).point)
      }
      let best = points.map(score).max() ?? -.infinity
      #expect(best > -1e-3)
    }
  }
}
