import Attune
import Foundation
import Testing

@testable import attune_bench

/// Compares the problems with values of the Python implementation used to measure the peers.
@Suite struct ProblemTests {
  private let reference: JSONObject
  private let problems: JSONObject
  private let otherProblems: [JSONObject]

  init() throws {
    reference = try Self.contents(of: "reference-values")
    problems = try #require(reference["problems"]?.objectValue)
    otherProblems = try ["control-values", "choosing-values"].map(Self.contents)
  }

  private static func contents(of name: String) throws -> JSONObject {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
    return try #require(
      JSONParser.parse(String(contentsOf: url, encoding: .utf8)).objectValue)
  }

  @Test(arguments: Problem.all)
  func `a problem has its recorded values`(problem: Problem) throws {
    let recorded = try #require(
      ([problems] + otherProblems).compactMap { $0[problem.name] }.first?.objectValue)
    #expect(recorded["direction"]?.stringValue == problem.direction.description)
    // Null if the optimum is only the best known value.
    if let optimum = recorded["optimum"]?.doubleValue { #expect(optimum == problem.optimum) }
    let cases = try #require(recorded["cases"]?.arrayValue)
    #expect(!cases.isEmpty)
    for entry in cases.compactMap(\.objectValue) {
      let parameters = try #require(entry["params"]?.objectValue)
      let number = entry["trial"]?.intValue ?? 0
      let fixed = FixedTrial(
        Dictionary(uniqueKeysWithValues: parameters.map { ($0.key, $0.value) }), number: number)
      let value = try problem.objective(fixed.trial)
      #expect(isClose(value, try #require(entry["value"]?.doubleValue)), "\(parameters)")
      if let noisy = entry["told"]?.doubleValue {
        let noise = try #require(problem.noise)
        #expect(isClose(value + noise(number), noisy))
      }
      try expectSuggested(fixed.snapshot.parameters, are: parameters, in: recorded)
    }
  }

  @Test func `noise has its recorded values`() throws {
    for (counter, bits) in try #require(reference["splitmix64"]?.objectValue) {
      #expect(CounterNoise.bits(try #require(UInt64(counter))).description == bits.stringValue)
    }
    for (counter, value) in try #require(reference["normal"]?.arrayValue).enumerated() {
      #expect(isClose(CounterNoise.normal(UInt64(counter)), value.doubleValue ?? .nan))
    }
  }

  @Test func `an unknown problem is an error that lists the known ones`() {
    let error = #expect(throws: CommandError.self) { try Problem.named("sphere") }
    #expect(
      error?.description.hasPrefix("unknown problem \"sphere\"; choose from public, ") == true)
  }

  /// Checks that an objective suggested the parameters of a case, in their order, with the recorded
  /// ranges.
  private func expectSuggested(
    _ suggested: ParameterList, are parameters: JSONObject, in problem: JSONObject
  ) throws {
    #expect(suggested.map(\.name) == parameters.keys)
    let space = try #require(problem["space"]?.arrayValue).compactMap(\.objectValue)
    for parameter in suggested {
      let definition = try #require(space.first { $0["name"]?.stringValue == parameter.name })
      switch parameter.distribution {
      case .float(let float):
        #expect(definition["type"] == "float")
        #expect([float.low, float.high] == bounds(of: definition))
        #expect((float.scale == .log) == definition["log"]?.boolValue)
        #expect(float.step == definition["step"]?.doubleValue)
      case .int(let int):
        #expect(definition["type"] == "int")
        #expect([Double(int.low), Double(int.high)] == bounds(of: definition))
        #expect((int.scale == .log) == definition["log"]?.boolValue)
        #expect(int.step == definition["step"]?.intValue)
      case .categorical(let categorical):
        #expect(categorical.choices == definition["choices"]?.arrayValue)
      }
    }
  }

  private func bounds(of definition: JSONObject) -> [Double?] {
    [definition["low"]?.doubleValue, definition["high"]?.doubleValue]
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-12 * max(abs(a), abs(b))
  }
}

extension Problem: CustomTestStringConvertible {
  /// The name, which identifies a problem.
  public var testDescription: String { name }
}
