import Attune
import Testing

@testable import attune_cli

/// The distributions of parameters of which a file has only the values.
@Suite struct ImportedParameterTests {
  private func imported(
    _ texts: [String?], described: String? = nil, recorded: Distribution? = nil
  ) throws -> String {
    let parameter = try ImportedParameter(
      "x", texts.map { $0.map { .text($0) } },
      described: try described.map { try ParameterSpecification("x=\($0)").distribution },
      recorded: recorded, bounds: nil)
    return "\(parameter.distribution): "
      + parameter.labels.map { $0?.description ?? "-" }.joined(separator: " ")
  }

  @Test(arguments: [
    (["3", nil, "1"], "an integer in 1...3: 3 - 1"),
    (["3", "1.5", ""], "a float in 1.5...3.0: 3 1.5 -"),
    (["1e-3", "+.5", " 2 "], "a float in 0.001...2.0: 0.001 0.5 2"),
    (["True", "false"], "one of [true, false]: true false"),
    (["relu", "tanh", nil, "relu"], "one of [\"relu\", \"tanh\"]: \"relu\" \"tanh\" - \"relu\""),
    (["a", "True", "3"], "one of [\"a\", true, 3]: \"a\" true 3"),
    (["auto", "5", ""], "one of [\"auto\", 5, \"\"]: \"auto\" 5 \"\""),
    (["3.9.1", "3.10"], "one of [\"3.9.1\", \"3.10\"]: \"3.9.1\" \"3.10\""),
    (["0x10", "1"], "one of [\"0x10\", 1]: \"0x10\" 1"),
  ])
  func `a distribution is inferred from the values`(texts: [String?], expected: String) throws {
    #expect(try imported(texts) == expected)
  }

  @Test(arguments: [
    (["3", "1"], "int:1..8", "an integer in 1...8: 3 1"),
    (["2.0", "1"], "int:1..8", "an integer in 1...8: 2.0 1"),
    (["3", "1"], "0..9", "a float in 0.0...9.0: 3 1"),
    (["0.01", ""], "log:1e-5..1e-1", "a float in 1e-05...0.1 on a logarithmic scale: 0.01 -"),
    (["3.10", "3.9"], "3.9,3.10", "one of [3.9, \"3.10\"]: \"3.10\" 3.9"),
    (["True"], "true,false", "one of [true, false]: true"),
  ])
  func `a described parameter has its own distribution`(
    texts: [String?], described: String, expected: String
  ) throws {
    #expect(try imported(texts, described: described) == expected)
  }

  @Test(arguments: [
    (["9"], "int:1..8", "9 is not a value of \"x\", an integer in 1...8"),
    (["1.5"], "int:1..8", "1.5 is not a value of \"x\", an integer in 1...8"),
    (["a"], "int:1..8", "\"a\" is not a number, but the parameter is an integer in 1...8"),
    (["c"], "a,b", "\"c\" is not a value of \"x\", one of [\"a\", \"b\"]"),
  ])
  func `other values are rejected`(texts: [String?], described: String, problem: String) {
    let failure = #expect(throws: ImportedParameter.Failure.self) {
      try imported(texts, described: described)
    }
    #expect(failure?.problem == problem)
    #expect(failure?.row == 0)
  }

  @Test func `a recorded range is extended, and recorded choices come first`() throws {
    let float = Distribution.float(try FloatDistribution(1...2, scale: .log))
    #expect(
      try imported(["0.5", "1.5"], recorded: float)
        == "a float in 0.5...2.0 on a logarithmic scale: 0.5 1.5")
    #expect(throws: ImportedParameter.Failure.self) { try imported(["-1"], recorded: float) }
    let int = Distribution.int(try IntDistribution(0...8, step: 4))
    #expect(try imported(["4"], recorded: int) == "an integer in 0...8 by 4: 4")
    #expect(try imported(["9"], recorded: int) == "an integer in 0...9: 9")
    let choices = Distribution.categorical(try CategoricalDistribution(choices: ["1.10", "b"]))
    #expect(
      try imported(["c", "1.10", "c"], recorded: choices)
        == "one of [\"1.10\", \"b\", \"c\"]: \"c\" \"1.10\" \"c\"")
  }

  @Test(arguments: ["inf", "nan", "1e999"])
  func `a parameter cannot be infinite`(text: String) {
    let failure = #expect(throws: ImportedParameter.Failure.self) { try imported(["1", text]) }
    #expect(failure?.row == nil)
  }

  @Test func `values in JSON keep their types`() throws {
    let parameter = try ImportedParameter(
      "x", [.json("1"), .json("2"), .json(.null)], described: nil, recorded: nil, bounds: nil)
    #expect(parameter.distribution.description == "one of [\"1\", \"2\", null]")
  }
}
