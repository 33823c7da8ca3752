import Testing

@testable import Attune

@Suite struct ImportanceGridTests {
  private func count(_ distribution: Distribution) -> Int {
    ImportanceGrid(distribution, limit: 50).count
  }

  @Test func `a grid has as many places as values, up to the limit`() throws {
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
  func `whole numbers on a logarithmic scale have a place for each octave`(octaves: Int) throws {
    let roundedUp: Set = [29, 31, 39, 47]
    let distribution = Distribution.int(try IntDistribution(1...(1 << octaves), scale: .log))
    #expect(count(distribution) == octaves + (roundedUp.contains(octaves) ? 2 : 1))
  }

  @Test func `half-way values go down, and what lies outside counts as the nearest bound`() throws {
    let distribution = Distribution.int(try IntDistribution(0...98))
    // Two numbers to a place.
    let grid = ImportanceGrid(distribution, limit: 50)
    func place(_ value: Double) -> Int? {
      let density = grid.density(of: [value], priorWeight: 1)
      return density.max().flatMap { density.firstIndex(of: $0) }
    }
    #expect(place(0) == 0)
    #expect(place(1) == 0)
    #expect(place(2) == 1)
    #expect(place(3) == 1)
    #expect(place(98) == 49)
    #expect(place(-5) == 0)
    #expect(place(1e300) == 49)
    #expect(place(.infinity) == 49)
    #expect(place(.nan) == 0)
  }
}
