import Testing

@testable import attune_cli

@Suite struct ArgumentParserTests {
  private enum Colour: String, CaseIterable {
    case red, green
  }

  private static let limit = Option.value("limit", "n-rows", letter: "n", value: "COUNT", "Limit.")
  private static let whereOption = Option.value(
    "where", value: "CONDITION", "Filter.", isRepeatable: true)
  private static let values = Option.value(
    "values", value: "NUMBER", "Values.", takesSeveral: true)
  private static let colour = Option.choice("colour", of: Colour.self, "Colour.")
  private static let force = Option.flag("force", letter: "f", "Force.")
  private static let quiet = Option.flag("quiet", letter: "q", "Quiet.")
  private static let first = Operand("FIRST", "The first.")
  private static let rest = Operand("REST", "The rest.", .any)

  private static let description = CommandDescription(
    "try", .inspecting, "Try.", operands: [first, rest],
    options: [limit, whereOption, values, colour, force, quiet])

  private func parse(_ words: String...) throws -> Arguments {
    try ArgumentParser.parse(words, by: Self.description)
  }

  @Test(arguments: [
    ["--limit", "3", "a"], ["--limit=3", "a"], ["-n", "3", "a"], ["-n3", "a"], ["a", "-fn3"],
    ["--n-rows", "3", "a"], ["a", "--limit", "3"],
  ])
  func `a value is given in any of the common notations`(words: [String]) throws {
    let arguments = try ArgumentParser.parse(words, by: Self.description)
    #expect(try arguments.int(of: Self.limit, in: 0...9) == 3)
    #expect(arguments.texts(of: Self.first) == ["a"])
  }

  @Test func `flags are grouped after a dash`() throws {
    let arguments = try parse("-fq", "a")
    #expect(arguments.has(Self.force))
    #expect(arguments.has(Self.quiet))
    #expect(!arguments.has(Self.colour))
  }

  @Test func `arguments after two dashes are operands`() throws {
    let arguments = try parse("--force", "--", "--limit", "-n", "--", "x")
    #expect(arguments.texts(of: Self.first) == ["--limit"])
    #expect(arguments.texts(of: Self.rest) == ["-n", "--", "x"])
  }

  @Test func `a negative number is not an option`() throws {
    let arguments = try parse("-0.5", "-inf", "--values", "-1", "2e3", "-f")
    #expect(arguments.texts(of: Self.first) == ["-0.5"])
    #expect(arguments.texts(of: Self.rest) == ["-inf"])
    #expect(arguments.texts(of: Self.values) == ["-1", "2e3"])
    #expect(arguments.has(Self.force))
  }

  @Test func `a single dash is an operand`() throws {
    #expect(try parse("-").texts(of: Self.first) == ["-"])
  }

  @Test func `repeated options keep their order`() throws {
    let arguments = try parse("a", "--where", "x<1", "--where=y>2")
    #expect(arguments.texts(of: Self.whereOption) == ["x<1", "y>2"])
  }

  @Test func `a value may be empty and may contain an equals sign`() throws {
    let arguments = try parse("a", "--limit=", "--where=a=b")
    #expect(arguments.text(of: Self.limit) == "")
    #expect(arguments.text(of: Self.whereOption) == "a=b")
  }

  @Test func `help needs no other arguments`() throws {
    #expect(try parse("-h").has(CommandDescription.help))
    #expect(try parse("--force", "--help").has(CommandDescription.help))
  }

  @Test(arguments: [
    (["--limt", "3", "a"], "there is no option --limt (did you mean --limit?)"),
    (["--zebra", "a"], "there is no option --zebra"),
    (["-z", "a"], "there is no option -z"),
    (["a", "--limit"], "--limit needs a value, COUNT"),
    (["a", "--limit", "--force"], "--limit needs a value, COUNT"),
    (["a", "--limit", "1", "--limit", "2"], "--limit is given twice"),
    (["a", "--force=yes"], "--force takes no value"),
    (["a", "--colour", "gren"], "--colour cannot be \"gren\" (did you mean green?)"),
    (["a", "--colour", "blue"], "--colour cannot be \"blue\"; give one of red, green"),
    ([], "FIRST is missing"),
  ])
  func `an invalid argument is reported in one line`(words: [String], message: String) {
    let error = #expect(throws: UsageError.self) {
      try ArgumentParser.parse(words, by: Self.description)
    }
    #expect(error?.description == message)
  }

  @Test func `an unexpected argument is reported`() {
    let description = CommandDescription("none", .inspecting, "None.")
    let error = #expect(throws: UsageError.self) {
      try ArgumentParser.parse(["extra"], by: description)
    }
    #expect(error?.description == "unexpected argument \"extra\"")
  }

  @Test(arguments: [
    ("x", "--limit needs an integer, not \"x\""),
    ("1.5", "--limit needs an integer, not \"1.5\""),
    ("10", "--limit must be in 0...9, not 10"),
  ])
  func `an integer must be valid and in its range`(text: String, message: String) throws {
    let arguments = try parse("a", "--limit", text)
    let error = #expect(throws: UsageError.self) {
      try arguments.int(of: Self.limit, in: 0...9)
    }
    #expect(error?.description == message)
  }

  @Test func `a choice is converted to its type`() throws {
    #expect(try parse("a", "--colour", "red").choice(of: Self.colour) == Colour.red)
    #expect(try parse("a").choice(of: Self.colour, as: Colour.self) == nil)
  }
}
