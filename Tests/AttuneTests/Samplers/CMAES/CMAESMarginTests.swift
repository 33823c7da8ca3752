import Testing

@testable import Attune

@Suite struct CMAESMarginTests {
  @Test func `cells contain the numbers nearest to their values`() {
    let grid = CMAESMargin.Grid(levelCount: 5)
    #expect((0...4).map { grid.value(ofCell: $0) } == [0, 0.25, 0.5, 0.75, 1])
    #expect(grid.cell(of: -1e300) == 0)
    #expect(grid.cell(of: 0.125) == 0)
    #expect(grid.cell(of: 0.126) == 1)
    #expect(grid.cell(of: 0.5) == 2)
    #expect(grid.cell(of: 0.874) == 3)
    #expect(grid.cell(of: .infinity) == 4)
    #expect(grid.limit(belowCell: 1) == 0.125)
    for cell in 0...4 { #expect(grid.cell(of: grid.value(ofCell: cell)) == cell) }
    #expect(CMAESMargin.Grid(levelCount: .max).cell(of: 0) == 0)
  }

  /// With 3 dimensions and 7 points, the margin is 1/21.
  @Test func `neighbors keep at least the margin`() {
    let populationSize = 7
    var margin = CMAESMargin(levelCounts: [2, 6, nil], populationSize: populationSize)
    for deviation in [1e-6, 0.01, 0.1, 1] {
      for position in [-0.2, 0, 0.1, 0.3, 0.49, 0.62, 1, 1.3] {
        var mean = [position, position, position]
        margin.correct(&mean, sigma: deviation, variances: [1, 1, 1])
        #expect(mean[2] == position)
        for (index, grid) in margin.grids.enumerated() {
          guard let grid else { continue }
          let scale = deviation * margin.scales[index]
          let cell = grid.cell(of: mean[index])
          for neighbor in [cell - 1, cell + 1] where (0...grid.lastCell).contains(neighbor) {
            let limit = grid.limit(belowCell: max(cell, neighbor))
            let tail = NormalDistribution.cumulative(-abs(limit - mean[index]) / scale)
            // Those in the middle keep half of it on each side, except for a smaller correction.
            let isEdge = cell == 0 || cell == grid.lastCell
            #expect(tail > (isEdge ? 0.999 : 0.45) / 21, "\(deviation) \(position) \(index)")
          }
        }
      }
    }
  }

  @Test func `a mean on the only limit is not changed`() {
    var margin = CMAESMargin(levelCounts: [2], populationSize: 4)
    var mean = [0.5]
    margin.correct(&mean, sigma: 0.1, variances: [1])
    #expect(mean == [0.5])
    #expect(margin.scales == [1])
  }

  @Test func `encoded points are on the grids and may lie outside the cube before`() {
    let cma = CMAES(
      mean: [0.5, 0.9, 0.5], sigma: 2, variant: .margin(levelCounts: [3, 6, nil]))
    var random = RandomStream(seed: 4)
    var isOutside = false
    for _ in 0..<200 {
      let candidate = cma.ask { random.normal() }
      #expect([0, 0.5, 1].contains(candidate.encoded[0]))
      #expect((0...5).map { Double($0) / 5 }.contains(candidate.encoded[1]))
      #expect(candidate.encoded[2] == candidate.sampled[2])
      #expect((0...1).contains(candidate.sampled[2]))
      if !(0...1).contains(candidate.sampled[0]) { isOutside = true }
    }
    #expect(isOutside)
  }

  /// A sphere of four continuous dimensions, three of two values and three of 21 values.
  ///
  /// The limit is 1.5 times the largest number of evaluations seen for these seeds.
  @Test func `a mixed-integer sphere is minimized`() {
    let levelCounts: [Int?] = [nil, nil, nil, nil, 2, 2, 2, 21, 21, 21]
    let best = [0.3, 0.7, 0.2, 0.6, 0, 1, 1, 0.1, 0.9, 0.5]
    for seed in 1...10 as ClosedRange<UInt64> {
      var cma = CMAES(
        mean: Array(repeating: 0.5, count: 10), variant: .margin(levelCounts: levelCounts))
      let count = cma.evaluations(until: 1e-8, limit: 2000, seed: seed) { point in
        zip(point, best).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      #expect(count != nil, "seed \(seed)")
    }
  }
}
