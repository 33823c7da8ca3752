import Testing

@testable import Attune

/// The coordinates of parameters in a Gaussian process.
@Suite struct ModelSpaceTests {
  private static var distributions: [Distribution] {
    get throws {
      [
        .float(try FloatDistribution(-2...6)), .float(try FloatDistribution(1e-5...1, scale: .log)),
        .float(try FloatDistribution(0...1, step: 0.25)), .int(try IntDistribution(-3...9)),
        .int(try IntDistribution(1...1024, scale: .log)),
        .int(try IntDistribution(0...100, step: 7)),
        .int(try IntDistribution(0...(1 << 53))),
        .categorical(try CategoricalDistribution(choices: ["a", "b", "c", 4, nil])),
      ]
    }
  }

  private func axis(_ distribution: Distribution, order: [Int]? = nil) -> ModelSpace.Axis {
    ModelSpace.Axis("x", distribution, order: order)
  }

  @Test func `values have coordinates, and these have the values`() throws {
    var random = RandomStream(seed: 3)
    for distribution in try Self.distributions {
      let axis = axis(distribution)
      for _ in 0..<50 {
        let value = distribution.randomValue(using: &random)
        let label = distribution.label(of: value)
        let coordinate = try #require(axis.coordinate(of: label))
        #expect(axis.contains(label))
        if axis.search.kind == .numeric { #expect((0...1).contains(coordinate)) }
        let back = axis.value(at: coordinate)
        switch (value, back) {
        case (.float(let a), .float(let b)): #expect(abs(a - b) <= 1e-12 * max(abs(a), 1))
        case (.int(let a), .int(let b)): #expect(abs(a - b) <= 4, "\(distribution)")
        default: #expect(value == back)
        }
      }
    }
  }

  @Test func `points of the search are values of the distribution`() throws {
    var random = RandomStream(seed: 4)
    for distribution in try Self.distributions {
      let axis = axis(distribution)
      for _ in 0..<50 {
        let coordinate = axis.search.value(at: random.uniform())
        #expect(axis.search.rounded(coordinate) == coordinate)
        let value = axis.value(at: coordinate)
        #expect(distribution.isPoint(value), "\(distribution), \(value)")
        let again = axis.coordinate(of: distribution.label(of: value))
        #expect(try abs(#require(again) - coordinate) < 1e-9, "\(distribution), \(value)")
      }
    }
  }

  @Test func `values of another kind have no coordinate`() throws {
    let float = axis(.float(try FloatDistribution(0.5...1, scale: .log)))
    #expect(float.coordinate(of: "a") == nil && float.coordinate(of: .float(.nan)) == nil)
    #expect(float.coordinate(of: -1) == nil)
    #expect(float.coordinate(of: .float(.infinity)) == 1 && !float.contains(.float(7)))
    let choice = axis(.categorical(try CategoricalDistribution(choices: ["a", "b"])))
    #expect(choice.coordinate(of: "c") == nil && choice.coordinate(of: 3) == nil)
  }

  @Test func `ordered choices are at the levels of their ranks`() throws {
    // In ascending order: "s", "m", "l".
    let axis = axis(
      .categorical(try CategoricalDistribution(choices: ["m", "l", "s"])), order: [2, 0, 1])
    let coordinates = try ["s", "m", "l"].map { try #require(axis.coordinate(of: .string($0))) }
    #expect(zip(coordinates, [1.0 / 6, 0.5, 5.0 / 6]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(coordinates.map(axis.value) == [.choice(2), .choice(0), .choice(1)])
    #expect(axis.search.kind == .numeric && axis.inactive == 0.5)
  }

  @Test func `ranges with extreme bounds are continuous`() throws {
    let extremes: [Distribution] = [
      .float(try FloatDistribution(-1.5e308...1.5e308)),
      .int(try IntDistribution(-(1 << 53)...(1 << 53))),
    ]
    for distribution in extremes {
      let axis = axis(distribution)
      #expect(axis.search == .continuous)
      for coordinate in [0, 0.25, 1] {
        #expect(distribution.contains(axis.value(at: coordinate)))
      }
    }
  }

  @Test func `inactive parameters are imputed, and canonical points are those of trials`() throws {
    let axes = [
      ModelSpace.Axis(
        "kind", .categorical(try CategoricalDistribution(choices: ["a", "b"])), order: nil),
      ModelSpace.Axis("x", .float(try FloatDistribution(0...1)), order: nil),
      ModelSpace.Axis(
        "mode", .categorical(try CategoricalDistribution(choices: ["c", "d"])), order: nil),
    ]
    let space = ModelSpace(axes, learnedFrom: [[0, 0.25, nil], [1, nil, 1]])
    #expect(space.imputed([0, 0.25, nil]) == [0, 0.25, -1])
    #expect(space.imputed([1, nil, 1]) == [1, 0.5, 1])
    #expect(space.isActive(at: [0, 0.1, 0]) == [true, true, false])
    #expect(space.canonical([0, 0.1, 0]) == [0, 0.1, -1])
    #expect(space.canonical([1, 0.1, 0]) == [1, 0.5, 0])
    #expect(space.canonical([1, 0.1, 0], keeping: [1]) == [1, 0.1, 0])
    let canonical = space.canonical([1, 0.1, 0])
    #expect(space.canonical(canonical) == canonical)
    #expect(space.kinds == [.category, .numeric, .category])
  }

  @Test func `an earlier study has a coordinate, and may have other parameters`() throws {
    let axes = try ["x", "y"].map {
      ModelSpace.Axis(Name($0), .float(try FloatDistribution(0...1)), order: nil)
    }
    let space = ModelSpace(axes, learnedFrom: [[0.25, nil]], sources: [[0.5, 0.75]])
    #expect(space.imputed([0.25, nil]) == [0.25, 0.5, 0])
    #expect(space.imputed([0.5, 0.75], isSource: true) == [0.5, 0.75, 1])
    #expect(space.isActive(at: [0.1, 0.2, 0]) == [true, false])
    #expect(space.searchAxes.last == .fixed(0, .category))
  }
}
