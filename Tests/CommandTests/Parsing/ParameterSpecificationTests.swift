import Attune
import Testing

@testable import attune_cli

@Suite struct ParameterSpecificationTests {
  @Test(arguments: [
    ("x=0..1", "a float in 0.0...1.0"),
    ("x=-1.5..2.5", "a float in -1.5...2.5"),
    ("x=-2..-1", "a float in -2.0...-1.0"),
    ("x=float:1..8", "a float in 1.0...8.0"),
    ("x=0..1 step 0.25", "a float in 0.0...1.0 by 0.25"),
    ("x=log:1e-5..1e-1", "a float in 1e-05...0.1 on a logarithmic scale"),
    ("x=int:1..8", "an integer in 1...8"),
    ("x=int:8..64 step 8", "an integer in 8...64 by 8"),
    ("x=int-log:1..1024", "an integer in 1...1024 on a logarithmic scale"),
    ("x=adam,sgd", "one of [\"adam\", \"sgd\"]"),
    ("x=adam", "one of [\"adam\"]"),
    ("x=16,32.5", "one of [16, 32.5]"),
    ("x=true,null", "one of [true, null]"),
    ("x=\"true\",\"\"", "one of [\"true\", \"\"]"),
    ("x=choice:1..2", "one of [\"1..2\"]"),
    ("x=../a,../b", "one of [\"../a\", \"../b\"]"),
    ("x=http://a,b", "one of [\"http://a\", \"b\"]"),
  ])
  func `values are understood`(text: String, values: String) throws {
    let parameter = try ParameterSpecification(text)
    #expect(parameter.name == "x")
    #expect(parameter.distribution.description == values)
  }

  @Test func `a name ends at the first sign of equality`() throws {
    let parameter = try ParameterSpecification("the name=a=b,c")
    #expect(parameter.name == "the name")
    #expect(
      parameter.distribution
        == .categorical(try CategoricalDistribution(choices: ["a=b", "c"])))
  }

  @Test(arguments: [
    ("lr", "--param \"lr\" is not NAME=VALUES, as in rate=log:1e-5..1e-1 or kind=a,b"),
    ("=1..2", "--param \"=1..2\" is not NAME=VALUES, as in rate=log:1e-5..1e-1 or kind=a,b"),
    ("x=2..1", "--param \"x\": the range 2.0...1.0 is empty; exchange its bounds"),
    ("x=log:0..1", "--param \"x\": a logarithmic scale needs a range above zero, not 0.0...1.0"),
    (
      "x=int:1..2.5",
      "--param \"x\": \"2.5\" is not a whole number; write LOW..HIGH, or LOW..HIGH step STEP"
    ),
    ("x=int:4", "--param \"x\": \"4\" is not a range; write LOW..HIGH, or LOW..HIGH step STEP"),
    (
      "x=0..1 by 2",
      "--param \"x\": \"0..1 by 2\" is not a range; write LOW..HIGH, or LOW..HIGH step STEP"
    ),
    (
      "x=a,,b",
      "--param \"x\": \"a,,b\" leaves a choice empty; write \"\" for empty text"
    ),
    (
      "x=a,a",
      "--param \"x\": the choices [\"a\", \"a\"] hold the same label twice; make them distinct"
    ),
  ])
  func `what describes no values is refused`(text: String, message: String) {
    let error = #expect(throws: UsageError.self) { try ParameterSpecification(text) }
    #expect(error?.description == message)
  }

  @Test func `a name is described once`() {
    let error = #expect(throws: UsageError.self) {
      try ParameterSpecification.all(["x=0..1", "y=a,b", "x=1..2"])
    }
    #expect(error?.description == "--param describes \"x\" twice")
  }
}
