/// Names that differ, but that some comparisons of texts consider equal.
enum SampleNames {
  /// Groups of similar names.
  static let similar = [
    // Canonically equivalent.
    ["caf\u{E9}", "cafe\u{301}"], ["\u{3A9}", "\u{2126}"],
    // Equal without regard to case, accents, or spaces at the end.
    ["x", "X"], ["a", "\u{E4}"], ["rate", "rate "], ["\u{DF}", "ss"],
    // Characters with a meaning in statements, paths and patterns.
    ["a%", "a_", "a'b", "a\"b", "a\\b", "a/b", "../a", "a;b", "a\nb", "?", "$1", ""],
    // Beyond the basic plane, and a name that is a prefix of another.
    ["\u{1F600}", "\u{1F601}"], ["long", String(repeating: "long", count: 60)],
  ]
}
