/// Markup in which all interpolated text is escaped.
///
/// It is created from string literals: literal segments are markup, and interpolated values are escaped
/// text unless they are ``HTML`` themselves. Only ``init(trusted:)`` inserts text without escaping.
struct HTML: Sendable, Hashable {
  /// The markup.
  private(set) var text = ""

  /// Empty markup.
  init() {}

  /// Creates markup from a text that is known to be safe.
  init(trusted text: String) {
    self.text = text
  }

  static func += (markup: inout HTML, more: HTML) {
    markup.text += more.text
  }
}

extension HTML: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) {
    text = value
  }

  init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity)
    }

    mutating func appendLiteral(_ literal: String) {
      text += literal
    }

    mutating func appendInterpolation(_ markup: HTML) {
      text += markup.text
    }

    mutating func appendInterpolation(_ number: Int) {
      text += String(number)
    }

    /// Appends a text as content or as the value of a quoted attribute.
    mutating func appendInterpolation(_ content: String) {
      for scalar in content.showingSurrogates.unicodeScalars {
        switch scalar {
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "&": text += "&amp;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        case "\n", "\t": text.unicodeScalars.append(scalar)
        // HTML does not allow control characters, and bidirectional controls could reorder
        // characters outside the text.
        case _ where scalar.isControl || scalar.isBidirectionalControl: text += "\u{FFFD}"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether this is a control character or a noncharacter (U+FFFE, U+FFFF).
  fileprivate var isControl: Bool {
    properties.generalCategory == .control || value & 0xFFFE == 0xFFFE
  }

  /// Whether this is a bidirectional embedding, override or isolate: U+202A to U+202E, U+2066 to U+2069.
  fileprivate var isBidirectionalControl: Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }
}
