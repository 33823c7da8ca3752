/// Finds the placeholders of a statement in PostgreSQL's dialect.
struct PlaceholderScanner {
  private let bytes: [UInt8]
  private var position = 0
  private var output: [UInt8] = []
  private var count = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
    output.reserveCapacity(bytes.count + 16)
  }

  /// The text with placeholders numbered from one, and their count.
  mutating func numbered() -> (text: String, placeholderCount: Int) {
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "?"):
        count += 1
        output.append(UInt8(ascii: "$"))
        output += Array(String(count).utf8)
        position += 1
      case UInt8(ascii: "'"): copyQuoted(byte, hasEscapes: isEscapeString)
      case UInt8(ascii: "\""): copyQuoted(byte, hasEscapes: false)
      case UInt8(ascii: "-") where peek(1) == byte: copyLine()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): copyComment()
      case UInt8(ascii: "$"): copyDollarQuoted()
      default: copy()
      }
    }
    return (String(decoding: output, as: UTF8.self), count)
  }

  private func peek(_ offset: Int = 0) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  private mutating func copy(_ count: Int = 1) {
    let end = min(position + count, bytes.count)
    output += bytes[position..<end]
    position = end
  }

  /// Whether the string at the position has the prefix `E`, so that backslashes escape quotes.
  private var isEscapeString: Bool {
    guard let last = output.last, last | 0x20 == UInt8(ascii: "e") else { return false }
    return output.count == 1 || !output[output.count - 2].isIdentifier
  }

  /// Copies a quoted text, or the part of it up to a doubled quote.
  private mutating func copyQuoted(_ quote: UInt8, hasEscapes: Bool) {
    copy()
    while let byte = peek() {
      if hasEscapes && byte == UInt8(ascii: "\\") {
        copy(2)
      } else {
        copy()
        if byte == quote {
          // The next half of a doubled quote belongs to the same escape string.
          guard hasEscapes, peek() == quote else { return }
          copy()
        }
      }
    }
  }

  private mutating func copyLine() {
    while let byte = peek() {
      copy()
      if byte == UInt8(ascii: "\n") { return }
    }
  }

  /// Copies a comment; comments nest in PostgreSQL.
  private mutating func copyComment() {
    var depth = 0
    repeat {
      if peek() == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "*") {
        depth += 1
        copy(2)
      } else if peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/") {
        depth -= 1
        copy(2)
      } else {
        copy()
      }
    } while depth > 0 && peek() != nil
  }

  /// Copies a text between two `$tag$`, or a `$` that begins none.
  private mutating func copyDollarQuoted() {
    var length = 1
    while let byte = peek(length), byte.isIdentifier, byte != UInt8(ascii: "$") { length += 1 }
    let isWithinName = output.last?.isIdentifier ?? false
    guard peek(length) == UInt8(ascii: "$"), !isWithinName else {
      copy()
      return
    }
    let tag = bytes[position...(position + length)]
    copy(tag.count)
    while peek() != nil {
      if bytes[position...].starts(with: tag) {
        copy(tag.count)
        return
      }
      copy()
    }
  }
}

extension UInt8 {
  /// Whether names may contain the byte: letters, digits, `_`, `$` and all of non-ASCII texts.
  fileprivate var isIdentifier: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"): true
    default: self >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
  }
}
