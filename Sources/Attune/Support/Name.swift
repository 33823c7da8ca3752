/// A text that is a key: the name of a study, a parameter or an attribute, or the label of a choice.
///
/// Two names are equal when they have the same code points, as in Python and in every journal. Two
/// Swift strings are equal already when they are canonically equivalent, by which `"\u{E9}"` and
/// `"e\u{301}"` are one text, and so are the letter Ω and the ohm sign. So a `String` must not be the
/// key of a dictionary, the element of a set, or compared with `==` where it comes from a file.
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
    // Equal code points are canonically equivalent, so their hashes agree.
    hasher.combine(text)
  }
}

extension Name: Comparable {
  /// By code points, which is the order of the bytes in UTF-8.
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
  /// Whether one of the texts has the code points of a name.
  package func contains(name: String) -> Bool {
    contains { $0.isIdentical(to: name) }
  }
}

extension Collection<String> {
  /// The position of the text that has the code points of a name.
  package func firstIndex(ofName name: String) -> Index? {
    firstIndex { $0.isIdentical(to: name) }
  }
}
