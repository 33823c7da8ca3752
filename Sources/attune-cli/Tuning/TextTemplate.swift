import Attune

/// A text with placeholders, as `--lr={lr}`; `{{` and `}}` stand for the braces themselves.
struct TextTemplate: Equatable {
  private enum Part: Equatable {
    case text(String)
    case placeholder(String)
  }

  private var parts: [Part] = []

  /// Reads a text.
  ///
  /// - Throws: `UsageError` for a brace without its partner.
  init(_ text: String) throws(UsageError) {
    // By code points, since a character can be a brace combined with what follows it.
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
          "\"\(text)\" has a \(scalar) without its partner; "
            + "write \(scalar)\(scalar) for the brace itself")
      }
      parts += [.text(String(literal)), .placeholder(String(rest[..<end]))]
      literal = .init()
      rest = rest[rest.index(after: end)...]
    }
    parts.append(.text(String(literal)))
  }

  /// The names in braces, in their order.
  var placeholders: [String] {
    parts.compactMap { part in
      if case .placeholder(let name) = part { name } else { nil }
    }
  }

  /// The text with values in place of placeholders.
  func filled(_ values: [Name: String]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .placeholder(let name): values[Name(name)] ?? ""
      }
    }.joined()
  }
}
