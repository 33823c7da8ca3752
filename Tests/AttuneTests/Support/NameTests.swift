import Testing

@testable import Attune

@Suite struct NameTests {
  /// Strings that are equal in Swift and different in Python.
  static let equivalent = [
    ["\u{3A9}", "\u{2126}"], ["\u{E9}", "e\u{301}"], ["K", "\u{212A}"],
    ["\u{D55C}", "\u{1112}\u{1161}\u{11AB}"], ["\u{1E9B}\u{323}", "\u{17F}\u{323}\u{307}"],
  ]

  @Test(arguments: equivalent)
  func `names are equal if their code points are equal`(texts: [String]) {
    #expect(texts[0] == texts[1])
    let (a, b) = (Name(texts[0]), Name(texts[1]))
    #expect(a != b)
    #expect((a < b) != (b < a))
    #expect(Set([a, b]).count == 2)
    #expect(a == Name(String(Array(texts[0].unicodeScalars).map(Character.init))))
    #expect(texts.firstIndex(ofName: texts[1]) == 1)
    #expect(!texts.prefix(1).contains(name: texts[1]))
  }

  @Test func `names are ordered by code points, as in Python`() {
    // sorted(...) of CPython 3.11.
    let sorted = [
      "", "\0", "K", "Z", "e\u{301}", "f", "\u{E9}", "\u{3A9}", "\u{2126}", "\u{FFFF}", "😀",
    ]
    #expect(sorted.shuffled().map { Name($0) }.sorted().map(\.text) == sorted)
  }

  @Test(arguments: equivalent)
  func `objects and labels distinguish equivalent names`(texts: [String]) throws {
    var object = JSONObject()
    for (index, text) in texts.enumerated() { object[text] = .int(index) }
    #expect(object.count == 2)
    #expect(object[texts[1]] == 1)
    object[texts[0]] = nil
    #expect(object.keys.map { Name($0) } == [Name(texts[1])])
    #expect(JSONValue.string(texts[0]) != .string(texts[1]))

    let labels = try CategoricalDistribution(choices: texts.map { .string($0) })
    let distribution = Distribution.categorical(labels)
    #expect(distribution.value(labelled: .string(texts[1])) == .choice(1))
    let other = try CategoricalDistribution(choices: texts.reversed().map { .string($0) })
    #expect(!distribution.isCompatible(with: .categorical(other)))
  }

  @Test func `objects with many names distinguish equivalent names`() {
    let pairs = Self.equivalent.flatMap(\.self) + (0..<40).map { "name \($0)" }
    let object = JSONObject(pairs.enumerated().map { ($1, JSONValue.int($0)) })
    #expect(object.count == pairs.count)
    for (index, name) in pairs.enumerated() { #expect(object[name] == .int(index)) }
  }

  @Test(arguments: [
    ("a,b", ["a", "b"]), ("a,\u{301}b", ["a", "\u{301}b"]), (",", ["", ""]), ("", [""]),
    ("a,\u{200D}", ["a", "\u{200D}"]),
  ])
  func `texts are split at a character before a combining mark`(text: String, parts: [String]) {
    #expect(text.split(atScalar: ",").map { Name($0) } == parts.map { Name($0) })
  }
}
