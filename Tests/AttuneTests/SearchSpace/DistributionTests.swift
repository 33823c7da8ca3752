import Testing

@testable import Attune

@Suite struct DistributionTests {
  // MARK: Invalid distributions

  private func message(_ body: () throws -> some Any) throws -> String {
    try #require(throws: SearchSpaceError.self) { _ = try body() }.description
  }

  @Test(
    arguments: [
      (1, 0, "the range 1.0...0.0 is empty; exchange its bounds"),
      (.nan, 1, "the range nan...1.0 is not finite; give finite bounds"),
      (0, .infinity, "the range 0.0...inf is not finite; give finite bounds"),
      (-.infinity, 0, "the range -inf...0.0 is not finite; give finite bounds"),
    ] as [(Double, Double, String)])
  func `invalid bounds of floats are reported`(low: Double, high: Double, text: String) throws {
    #expect(try message { try FloatDistribution(low: low, high: high) } == text)
  }

  @Test(arguments: [0, -1, -0.0] as [Double])
  func `a logarithmic scale requires a range above zero`(low: Double) throws {
    #expect(
      try message { try FloatDistribution(low: low, high: 1, scale: .log) }
        == "a logarithmic scale needs a range above zero, not \(low)...1.0")
  }

  @Test(arguments: [0, -0.5, .nan, .infinity] as [Double])
  func `a step must be finite and above zero`(step: Double) throws {
    #expect(
      try message { try FloatDistribution(0...1, step: step) }
        == "the step \(step) is not a finite number above zero")
  }

  @Test func `a step and a logarithmic scale exclude each other`() throws {
    let text = "a logarithmic scale and a step exclude each other; drop one"
    #expect(try message { try FloatDistribution(1...2, scale: .log, step: 0.5) } == text)
    #expect(try message { try IntDistribution(1...9, scale: .log, step: 2) } == text)
  }

  @Test func `invalid bounds of integers are reported`() throws {
    #expect(
      try message { try IntDistribution(low: 3, high: 2) }
        == "the range 3...2 is empty; exchange its bounds")
    #expect(
      try message { try IntDistribution(0...3, scale: .log) }
        == "a logarithmic scale needs integers of at least 1, not 0...3")
    #expect(try message { try IntDistribution(0...3, step: 0) } == "the step 0 is not at least 1")
    #expect(try message { try IntDistribution(0...3, step: -2) } == "the step -2 is not at least 1")
  }

  @Test(arguments: [(0, 1 << 53 + 1), (-(1 << 53) - 1, 0), (.min, .max), (.max, .max)])
  func `integers that doubles cannot represent are rejected`(low: Int, high: Int) throws {
    let text = try message { try IntDistribution(low: low, high: high) }
    #expect(text.hasPrefix("the range \(low)...\(high) exceeds ±2^53"))
  }

  @Test func `choices must be distinct and not empty`() throws {
    #expect(
      try message { try CategoricalDistribution(choices: []) }
        == "there are no choices to choose from; give at least one")
    #expect(
      try message { try CategoricalDistribution(choices: ["a", 1, "a"]) }
        == #"the choices ["a", 1, "a"] hold the same label twice; make them distinct"#)
    #expect(throws: SearchSpaceError.self) {
      try CategoricalDistribution(choices: [.float(.nan), .float(.nan)])
    }
    #expect(try CategoricalDistribution(choices: [1, 1.0, true, "1"]).choices.count == 4)
  }

  // MARK: Containment

  @Test func `a distribution contains its bounds and nothing beyond`() throws {
    let float = Distribution.float(try FloatDistribution(0...1, step: 0.3))
    for value in [0, 0.3, 0.35, 0.9] { #expect(float.contains(.float(value))) }
    for value in [-0.1, 0.91, 1, .nan, .infinity] { #expect(!float.contains(.float(value))) }
    let int = Distribution.int(try IntDistribution(1...8, step: 3))
    for value in [1, 2, 4, 7] { #expect(int.contains(.int(value))) }
    for value in [0, 8, .min, .max] { #expect(!int.contains(.int(value))) }
    let choice = Distribution.categorical(try CategoricalDistribution(choices: ["a", "b"]))
    for index in [0, 1] { #expect(choice.contains(.choice(index))) }
    for index in [-1, 2] { #expect(!choice.contains(.choice(index))) }
  }

  @Test func `values of another type are not contained`() throws {
    let float = Distribution.float(try FloatDistribution(0...1))
    let int = Distribution.int(try IntDistribution(0...1))
    let choice = Distribution.categorical(try CategoricalDistribution(choices: ["a", "b"]))
    let values: [ParameterValue] = [.float(0), .int(0), .choice(0)]
    for (row, distribution) in [float, int, choice].enumerated() {
      for (column, value) in values.enumerated() {
        #expect(distribution.contains(value) == (row == column))
      }
    }
  }

  @Test func `a distribution with one value is constant`() throws {
    #expect(Distribution.float(try FloatDistribution(2...2)).isConstant)
    #expect(Distribution.float(try FloatDistribution(0...1, step: 1.5)).isConstant)
    #expect(!Distribution.float(try FloatDistribution(0...1, step: 1)).isConstant)
    #expect(Distribution.int(try IntDistribution(3...5, step: 3)).isConstant)
    #expect(!Distribution.int(try IntDistribution(3...5, step: 2)).isConstant)
    #expect(Distribution.categorical(try CategoricalDistribution(choices: [nil])).isConstant)
  }

  @Test func `the description names type, range, scale and step`() throws {
    #expect(
      "\(Distribution.float(try FloatDistribution(0...1, step: 0.25)))"
        == "a float in 0.0...1.0 by 0.25")
    #expect(
      "\(Distribution.float(try FloatDistribution(0.5...1, scale: .log)))"
        == "a float in 0.5...1.0 on a logarithmic scale")
    #expect(
      "\(Distribution.int(try IntDistribution(0...9, step: 3)))" == "an integer in 0...9 by 3")
    #expect(
      "\(Distribution.categorical(try CategoricalDistribution(choices: ["a", 1])))"
        == #"one of ["a", 1]"#)
  }

  // MARK: Labels

  @Test func `labels are converted to values`() throws {
    let float = Distribution.float(try FloatDistribution(1...2, scale: .log))
    #expect(float.value(labelled: 7) == .float(7))
    #expect(float.value(labelled: 0) == nil)
    #expect(float.value(labelled: .float(.nan)) == nil)
    #expect(float.value(labelled: "1") == nil)
    let int = Distribution.int(try IntDistribution(0...9))
    #expect(int.value(labelled: 3.0) == .int(3))
    #expect(int.value(labelled: 3.5) == nil)
    #expect(int.value(labelled: true) == nil)
    let choice = Distribution.categorical(
      try CategoricalDistribution(choices: [1, true, 1.0, "1", nil]))
    for (index, label) in ([1, true, 1.0, "1", nil] as [JSONValue]).enumerated() {
      #expect(choice.value(labelled: label) == .choice(index))
      #expect(choice.label(of: .choice(index)) == label)
    }
    #expect(choice.value(labelled: 2) == nil)
  }

  @Test func `recorded numbers are converted to values`() throws {
    let int = Distribution.int(try IntDistribution(0...9))
    #expect(int.value(recorded: 3.9) == .int(3))
    #expect(int.value(recorded: -3.9) == .int(-3))
    #expect(int.value(recorded: .nan) == nil)
    #expect(int.value(recorded: 1e300) == nil)
    let choice = Distribution.categorical(try CategoricalDistribution(choices: ["a", "b"]))
    #expect(choice.value(recorded: 1) == .choice(1))
    for number in [-1, 2, .nan, .infinity] { #expect(choice.value(recorded: number) == nil) }
    let float = Distribution.float(try FloatDistribution(0...1))
    #expect(float.value(recorded: .nan) == nil)
    #expect(float.value(recorded: 7) == .float(7))
  }
}
