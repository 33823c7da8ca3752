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
    ("x=\"a,b\",c", "one of [\"a,b\", \"c\"]"),
    ("x=a\"b,c", #"one of ["a\"b", "c"]"#),
    (#"x="a\",b""#, #"one of ["a\",b"]"#),
    ("x=../a,../b", "one of [\"../a\", \"../b\"]"),
    ("x=http://a,b", "one of [\"http://a\", \"b\"]"),
    ("x=0...5", "a float in 0.0...5.0"),
    ("x=0.1 .. 0.9", "a float in 0.1...0.9"),
    ("x=log:0.001...1", "a float in 0.001...1.0 on a logarithmic scale"),
    ("x=-1...-.5 step 0.25", "a float in -1.0...-0.5 by 0.25"),
    ("x=int:0..<5", "an integer in 0...4"),
    ("x=int: 1 ... 8 step 2", "an integer in 1...7 by 2"),
    ("x=wait...,go", "one of [\"wait...\", \"go\"]"),
    ("x=choice:..5,a..b", "one of [\"..5\", \"a..b\"]"),
    ("x=\"1..2\",\"..5\"", "one of [\"1..2\", \"..5\"]"),
    ("x=1-2,3-4", "one of [\"1-2\", \"3-4\"]"),
    ("x=1.10,1.25,3e2", "one of [\"1.10\", 1.25, \"3e2\"]"),
    ("x=007,+5,0x10", "one of [\"007\", \"+5\", \"0x10\"]"),
    ("x=1, 2", "one of [1, 2]"),
    ("x=3.1,3.10", "one of [3.1, \"3.10\"]"),
  ])
  func `values are parsed`(text: String, values: String) throws {
    let parameter = try ParameterSpecification(text)
    #expect(parameter.name == "x")
    #expect(parameter.distribution.description == values)
  }

  @Test func `a name ends at the first equals sign`() throws {
    let parameter = try ParameterSpecification("the name=a=b,c")
    #expect(parameter.name == "the name")
    #expect(
      parameter.distribution
        == .categorical(try CategoricalDistribution(choices: ["a=b", "c"])))
  }

  @Test(arguments: [
    ("lr", "--param \"lr\" is not NAME=VALUES, such as rate=log:1e-5..1e-1 or kind=a,b"),
    ("=1..2", "--param \"=1..2\" is not NAME=VALUES, such as rate=log:1e-5..1e-1 or kind=a,b"),
    ("x=2..1", "--param \"x\": the range 2.0...1.0 is empty; exchange its bounds"),
    ("x=log:0..1", "--param \"x\": a logarithmic scale needs a range above zero, not 0.0...1.0"),
    (
      "x=int:1..2.5",
      "--param \"x\": \"2.5\" is not an integer; write LOW..HIGH, or LOW..HIGH step STEP"
    ),
    ("x=int:4", "--param \"x\": \"4\" is not a range; write LOW..HIGH, or LOW..HIGH step STEP"),
    (
      "x=0..<5",
      "--param \"x\": a floating-point range includes its upper bound; write 0..5, or "
        + "int:0..<5 for integers"
    ),
    (
      "x=int:5..<5",
      "--param \"x\": the range 5..<5 is empty; the upper bound must be larger"
    ),
    (
      "x=a,,b",
      "--param \"x\": \"a,,b\" has an empty choice; write \"\" for empty text"
    ),
    (
      "x=a,a",
      "--param \"x\": the choices [\"a\", \"a\"] hold the same label twice; make them distinct"
    ),
  ])
  func `an invalid description is rejected`(text: String, message: String) {
    let error = #expect(throws: UsageError.self) { try ParameterSpecification(text) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    ("0..1 by 2", "0..1 step 2"), ("0..1:0.1", "0..1 step 0.1"), ("0..1 log", "log:0..1"),
    ("0,1..0,9", "0.1..0.9"), ("1_000..2_000", "1000..2000"), ("..5", "LOW..5"),
    ("5..", "5..HIGH"), ("5...", "5..HIGH"), ("0..=1", "0..1"), ("1..2..3", "1..HIGH"),
    ("logint:1..8", "int-log:1..8"), ("LOG:1..2", "log:1..2"), ("a..b", "LOW..HIGH"),
    ("loguniform(1e-5,1e-1)", "log:1e-5..1e-1"), ("log(1e-5..1)", "log:1e-5..1"),
    ("uniform(0, 1)", "0..1"), ("randint(0,10)", "int:0..10"), ("choice(a,b)", "a,b"),
    ("[0,1]", "0..1, or 0,1 for two choices"), ("(0, 1)", "0..1, or 0,1 for two choices"),
    ("[a,b]", "a,b"), ("[0..1]", "0..1"), ("0-1", "0..1"), ("1e-5-1e-1", "1e-5..1e-1"),
    ("0 to 1", "0..1"), ("0:1", "0..1"), ("0…5", "0..5"),
  ])
  func `an invalid range is rejected with the correct spelling`(
    values: String, spelling: String
  ) {
    let error = #expect(throws: UsageError.self) { try ParameterSpecification("x=\(values)") }
    #expect(
      error?.description
        == "--param \"x\": \"\(values)\" looks like a range but is not valid; write "
        + "\(spelling), or choice:\(values) for choices")
  }

  @Test func `an invalid range with a kind is rejected with the correct spelling`() {
    let error = #expect(throws: UsageError.self) { try ParameterSpecification("x=int:1_0..2_0") }
    #expect(
      error?.description
        == "--param \"x\": \"int:1_0..2_0\" looks like a range but is not valid; write int:10..20")
  }

  @Test func `choices recorded as numbers stay numbers, and programs get the original text`() throws
  {
    let parameter = try ParameterSpecification("x=1.10,1.20,b")
    #expect(parameter.text(of: "1.10") == "1.10")
    let known = Distribution.categorical(try CategoricalDistribution(choices: [1.1, 1.2, "b"]))
    let resumed = parameter.resuming(known)
    #expect(resumed.distribution == known)
    let labels: [JSONValue] = [1.1, 1.2, "b"]
    #expect(labels.map { resumed.text(of: $0) } == ["1.10", "1.20", "b"])
    #expect(resumed.value("1.10") == 1.1)
    #expect(parameter.value("1.10") == "1.10")
    #expect(parameter.value("1.1") == nil)
    // Two texts of one number cannot have the same label.
    let versions = try ParameterSpecification("x=3.1,3.10")
    let number = Distribution.categorical(try CategoricalDistribution(choices: [3.1]))
    #expect(versions.resuming(number) == versions)
  }

  @Test func `a name may be given only once`() {
    let error = #expect(throws: UsageError.self) {
      try ParameterSpecification.all(["x=0..1", "y=a,b", "x=1..2"])
    }
    #expect(error?.description == "the parameter \"x\" is given twice by --param")
  }
}
