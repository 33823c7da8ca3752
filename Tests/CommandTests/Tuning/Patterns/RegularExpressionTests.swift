import Testing

@testable import attune_cli

/// Tests regular expressions that are matched in linear time.
@Suite struct RegularExpressionTests {
  /// Returns the groups of the last match; nil if there is none.
  private func groups(_ pattern: String, _ text: String) throws -> [String?]? {
    let line = OutputLine(text)
    var matcher = RegexMatcher(try RegularExpression(pattern).program)
    return try matcher.lastMatch(in: line.scalars)?.map { $0.map(line.text) }
  }

  /// The expected groups are those of the last match that Python's `re.finditer` gives.
  @Test(arguments: [
    ("a(b)c", "xabcabc", ["abc", "b"]),
    (#"loss: (\S+)"#, "loss: 0.5 loss: 0.25 end", ["loss: 0.25", "0.25"]),
    (#"epoch (\d+) .*val=(\S+)"#, "epoch 3 a val=1 val=2", ["epoch 3 a val=1 val=2", "3", "2"]),
    (#"epoch (\d+) .*?val=(\S+)"#, "epoch 3 a val=1 val=2", ["epoch 3 a val=1", "3", "1"]),
    ("(a|ab)(c|bcd)(d*)", "abcd", ["abcd", "a", "bcd", ""]),
    ("(a+)(b?)", "aab", ["aab", "aa", "b"]),
    ("(a+?)(b?)", "aab", ["ab", "a", "b"]),
    ("x{2,3}(y)", "xxxxy", ["xxxy", "y"]),
    ("x{2}(y{0,1})", "xxyy", ["xxy", "y"]),
    ("x{,2}y", "xxxy", ["xxy"]),
    ("a{x}", "a{x}", ["a{x}"]),
    ("[^,]+,([-a-c]+)", "q,a-c,z", ["q,a-c", "a-c"]),
    (#"[\d.]+"#, "v1.5", ["1.5"]),
    ("[]]([[:digit:]]+)", "]12", ["]12", "12"]),
    ("(?i)LOSS=(.)", "Loss=1", ["Loss=1", "1"]),
    ("(?i:é)(a)", "Éa", ["Éa", "a"]),
    (#"\bcat\b"#, "concat cat", ["cat"]),
    (#"^(\w+)$"#, "word", ["word", "word"]),
    ("(?<step>[0-9]+)/(?P<all>[0-9]+)", "3/10", ["3/10", "3", "10"]),
    (#"\x41\u0042\u{43}\."#, "ABC.", ["ABC."]),
    ("(?:a|b)*c", "ababc", ["ababc"]),
    ("()x", "x", ["x", ""]),
  ])
  func `a pattern has the same match as in Python`(
    pattern: String, text: String, expected: [String]
  ) throws {
    #expect(try groups(pattern, text) == expected.map(Optional.some))
  }

  @Test(arguments: [("a", "b"), ("^b", "ab"), (#"\bat"#, "cat"), ("a{3}", "aa"), ("[^a]", "a")])
  func `a pattern without a match has no groups`(pattern: String, text: String) throws {
    #expect(try groups(pattern, text) == nil)
  }

  @Test func `a group that does not take part in the match has no range`() throws {
    #expect(try groups("(a)|(b)", "b") == ["b", nil, "b"])
  }

  @Test(arguments: [
    "(", ")", "a(b", "[a", "*", "a**", "a++", "(?=a)", "(?<!a)", "(?>a)", #"(a)\1"#, #"\"#,
    #"\p{L}"#,
    "[z-a]", "a{3,2}", "a{2000}", "(?:(?:a{100}){100})", "(?:(?:){1000}){1000}", "(?x)a",
    String(repeating: "(", count: 200) + String(repeating: ")", count: 200),
  ])
  func `unsupported and invalid expressions are rejected`(pattern: String) {
    #expect(throws: RegexError.self) { try RegularExpression(pattern) }
  }

  @Test(arguments: [
    (#"(\S+) loss"#, String(repeating: "a", count: 50_000)),
    (#"epoch (\d+) .*val=(\S+)"#, String(repeating: "epoch 1 ", count: 8000)),
    ("(?:a+)+b", String(repeating: "a", count: 30)),
    ("(?:a+)+b", String(repeating: "a", count: 30_000)),
    ("(a*)*b", String(repeating: "a", count: 30_000)),
    ("(?:a|a)*b", String(repeating: "a", count: 30_000)),
    ("(?:(?:a?){20}a{20})b", String(repeating: "a", count: 2000)),
  ])
  func `adversarial patterns and lines take a bounded number of steps`(
    pattern: String, text: String
  ) throws {
    #expect(try groups(pattern, text) == nil)
  }

  @Test func `many matches that each scan to the end of the line reach the limit of steps`() throws
  {
    var matcher = RegexMatcher(try RegularExpression("a(.*b)?").program)
    let line = OutputLine(String(repeating: "a", count: 65_536))
    #expect(throws: RegexMatcher.Exhaustion.self) { try matcher.lastMatch(in: line.scalars) }
    // The matcher can be used for the next line.
    let match = try #require(try matcher.lastMatch(in: OutputLine("ab").scalars))
    #expect(match[0] == 0..<2)
  }
}
