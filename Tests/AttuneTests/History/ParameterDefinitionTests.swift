import Testing

@testable import Attune

@Suite struct ParameterDefinitionTests {
  private func choices(_ labels: JSONValue...) throws -> Distribution {
    .categorical(try CategoricalDistribution(recordedChoices: labels))
  }

  @Test func `ranges may change, kinds and scales may not`() throws {
    let unit = Distribution.float(try FloatDistribution(0.5...1))
    let log = Distribution.float(try FloatDistribution(0.5...1, scale: .log))
    let int = Distribution.int(try IntDistribution(1...4))
    let logInt = Distribution.int(try IntDistribution(1...4, scale: .log))
    let others = [unit, log, int, logInt, try choices("a")]
    for (index, distribution) in others.enumerated() {
      let definition = ParameterDefinition(trialNumber: 0, distribution: distribution)
      for (other, candidate) in others.enumerated() {
        #expect(definition.accepts(candidate) == (index == other), "\(distribution), \(candidate)")
      }
    }
    let definition = ParameterDefinition(trialNumber: 0, distribution: unit)
    #expect(definition.accepts(.float(try FloatDistribution(-7...9, step: 0.5))))
  }

  @Test func `choices may be appended`() throws {
    var definition = ParameterDefinition(trialNumber: 3, distribution: try choices("a", "b"))
    #expect(definition.accepts(try choices("a", "b", "c")))
    #expect(!definition.accepts(try choices("a")))
    #expect(!definition.accepts(try choices("b", "a")))
    #expect(!definition.accepts(try choices("a", "c", "b")))
    definition.record(trialNumber: 4, distribution: try choices("a", "b", "c"))
    #expect(definition.widest == (try choices("a", "b", "c")))
    #expect(definition.first == (try choices("a", "b")))
    #expect(definition.accepts(try choices("a", "b")))
    #expect(definition.accepts(try choices("a", "b", "c", "d")))
    #expect(!definition.accepts(try choices("a", "b", "d")))
  }

  @Test func `the trial with the lowest number defines the parameter`() throws {
    var definition = ParameterDefinition(trialNumber: 3, distribution: try choices("a", "b"))
    definition.record(trialNumber: 5, distribution: .int(try IntDistribution(0...1)))
    #expect(definition.trialNumber == 3)
    definition.record(trialNumber: 1, distribution: .int(try IntDistribution(0...1)))
    #expect(definition.trialNumber == 1)
    #expect(definition.accepts(.int(try IntDistribution(0...9))))
  }

  @Test func `labels that are equal in Python are compatible`() throws {
    let definition = ParameterDefinition(
      trialNumber: 0, distribution: try choices(1, 0, .float(.nan)))
    #expect(definition.accepts(try choices(true, 0.0, .float(.nan))))
    #expect(!definition.accepts(try choices("1", 0, .float(.nan))))
  }

  @Test func `the coordinate of a choice is its index among the widest choices`() throws {
    var definition = ParameterDefinition(trialNumber: 0, distribution: try choices("a", "b"))
    definition.record(trialNumber: 1, distribution: try choices("a", "b", "c"))
    func column(_ distribution: Distribution, _ index: Double) -> Double {
      definition.coordinate(
        Parameter(name: "x", distribution: distribution, recordedValue: index))
    }
    #expect(column(try choices("a", "b"), 1) == 1)
    #expect(column(try choices("a", "b", "c"), 2) == 2)
    #expect(column(try choices("c", "a"), 0) == 2)
    #expect(column(try choices("d", "a"), 0).isNaN)
    #expect(column(.int(try IntDistribution(0...3)), 1).isNaN)
  }
}
