import Attune

/// A text with placeholders, such as `--lr={lr}`; `{{` and `}}` are literal braces.
struct TextTemplate: Equatable {
  private enum Part: Equatable {
    case text(String)
    case placeholder(String)
  }

  private var parts: [Part] = []

  /// Parses a text.
  ///
  /// - Throws: `UsageError` for an unmatched brace.
  init(_ text: String) throws(UsageError) {
    // By code points, since a combining mark may follow a brace.
    var literal = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "{" || scalar == "}" else {
        literal.append(scalar)
        continue
      }
      if rest.first == scalar {
        rest.removeFirst()
        literal.append(scalar)
        continue
      }
      guard scalar == "{", let end = rest.firstIndex(of: "}") else {
        throw UsageError(
          "\"\(text)\" has an unmatched \(scalar); write \(scalar)\(scalar) for a literal brace")
      }
      parts += [.text(String(literal)), .placeholder(String(rest[..<end]))]
      literal = .init()
      rest = rest[rest.index(after: end)...]
    }
    parts.append(.text(String(literal)))
  }

  /// The names in braces, in order.
  var placeholders: [String] {
    parts.compactMap { part in
      if case .placeholder(let name) = part { name } else { nil }
    }
  }

  /// Returns the text with placeholders replaced by values.
  func filled(_ values: [Name: String]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .placeholder(let name): values[Name(name)] ?? ""
      }
    }.joined()
  }
}
