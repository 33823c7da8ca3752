/// A string used as a key: the name of a study, a parameter or an attribute, or the label of a
/// choice.
///
/// Two names are equal if they have the same code points, as in Python and in journals. Swift
/// strings are also equal if they are canonically equivalent, such as `"\u{E9}"` and `"e\u{301}"`,
/// or the letter Ω and the ohm sign. So a `String` from a file must not be the key of a dictionary,
/// the element of a set, or be compared with `==`.
package struct Name: Sendable {
  /// The text.
  package let text: String

  package init(_ text: String) {
    self.text = text
  }
}

extension Name: Hashable {
  package static func == (a: Name, b: Name) -> Bool {
    a.text.isIdentical(to: b.text)
  }

  package func hash(into hasher: inout Hasher) {
    // Strings with equal code points are canonically equivalent, so their hashes agree.
    hasher.combine(text)
  }
}

extension Name: Comparable {
  /// Whether the first name precedes the second by code points, the order of their bytes in UTF-8.
  package static func < (a: Name, b: Name) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
}

extension Name: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) {
    self.text = text
  }
}

extension Name: CustomStringConvertible {
  package var description: String { text }
}

extension Sequence<String> {
  /// Whether the sequence contains a string with the code points of a name.
  package func contains(name: String) -> Bool {
    contains { $0.isIdentical(to: name) }
  }
}

extension Collection<String> {
  /// Returns the first index of a string with the code points of a name; nil if there is none.
  package func firstIndex(ofName name: String) -> Index? {
    firstIndex { $0.isIdentical(to: name) }
  }
}
