import Testing

@testable import Attune

@Suite struct ImportanceGridTests {
  private func count(_ distribution: Distribution) -> Int {
    ImportanceGrid(distribution, limit: 50).count
  }

  @Test func `a grid has one cell for each value, up to the limit`() throws {
    #expect(count(.int(try IntDistribution(3...9))) == 7)
    #expect(count(.int(try IntDistribution(3...9, step: 3))) == 3)
    #expect(count(.int(try IntDistribution(0...1000))) == 50)
    #expect(count(.int(try IntDistribution(-(1 << 53)...(1 << 53)))) == 50)
    #expect(count(.float(try FloatDistribution(0...0.5, step: 0.05))) == 11)
    #expect(count(.float(try FloatDistribution(0...1e9, step: 1e-9))) == 50)
    #expect(count(.float(try FloatDistribution(0...1e-9))) == 50)
    #expect(count(.float(try FloatDistribution(1e-9...1, scale: .log))) == 50)
    let many = (0..<70).map { JSONValue.int($0) }
    #expect(count(.categorical(try CategoricalDistribution(choices: many))) == 70)
  }

  /// `ceil(log(2 ** k) / log(2)) + 1` by NumPy 2.4, as in Optuna; rounding makes it one more for some.
  @Test(arguments: 1...48)
  func `integers on a logarithmic scale have one cell for each octave`(octaves: Int) throws {
    let roundedUp: Set = [29, 31, 39, 47]
    let distribution = Distribution.int(try IntDistribution(1...(1 << octaves), scale: .log))
    #expect(count(distribution) == octaves + (roundedUp.contains(octaves) ? 2 : 1))
  }

  @Test func `ties are rounded down and values outside the range are clamped`() throws {
    let distribution = Distribution.int(try IntDistribution(0...98))
    // Two integers for each cell.
    let grid = ImportanceGrid(distribution, limit: 50)
    func cell(_ value: Double) -> Int? {
      let density = grid.density(of: [value], priorWeight: 1)
      return density.max().flatMap { density.firstIndex(of: $0) }
    }
    #expect(cell(0) == 0)
    #expect(cell(1) == 0)
    #expect(cell(2) == 1)
    #expect(cell(3) == 1)
    #expect(cell(98) == 49)
    #expect(cell(-5) == 0)
    #expect(cell(1e300) == 49)
    #expect(cell(.infinity) == 49)
    #expect(cell(.nan) == 0)
  }
}
