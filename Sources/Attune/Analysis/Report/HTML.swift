/// Markup in which every text that comes from outside is escaped.
///
/// Written as an interpolated string: what stands in the source is markup, what is interpolated is
/// text, unless it is markup itself. So a text can get into a page unescaped only by
/// ``init(trusted:)``.
struct HTML: Sendable, Hashable {
  /// The markup.
  private(set) var text = ""

  /// Empty markup.
  init() {}

  /// Takes a text that is markup, and safe.
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

    /// Writes a text that is content or the value of an attribute in quotation marks.
    mutating func appendInterpolation(_ content: String) {
      for scalar in content.showingSurrogates.unicodeScalars {
        switch scalar {
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "&": text += "&amp;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        case "\n", "\t": text.unicodeScalars.append(scalar)
        // A page cannot hold control characters. Those that reverse the order of others would do
        // so outside the text as well, where it is not an element of its own.
        case _ where scalar.isControl || scalar.isBidirectionalControl: text += "\u{FFFD}"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether this is a control character or none at all (U+FFFE, U+FFFF).
  fileprivate var isControl: Bool {
    properties.generalCategory == .control || value & 0xFFFE == 0xFFFE
  }

  /// Whether this embeds, overrides or isolates a direction of writing: U+202A to U+202E and U+2066
  /// to U+2069.
  fileprivate var isBidirectionalControl: Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }
}
