/// A writer of JSON as Python's `json.dumps` writes it: ASCII only, floats with the fewest digits
/// that identify them.
///
/// JSON from Python is written back with the same values and code points, including lone
/// surrogates.
struct JSONWriter {
  /// The style of the separators.
  enum Style {
    /// No spaces, as in the lines of a journal.
    case compact
    /// A space after commas and colons, Python's default.
    case spaced
  }

  private(set) var bytes: [UInt8] = []
  private let style: Style
  private let nonFinite: JSONNonFinite

  init(style: Style = .compact, nonFinite: JSONNonFinite = .token) {
    self.style = style
    self.nonFinite = nonFinite
  }

  /// Returns a value as JSON text.
  static func text(
    _ value: JSONValue, style: Style = .spaced, nonFinite: JSONNonFinite = .token
  ) -> String {
    var writer = JSONWriter(style: style, nonFinite: nonFinite)
    writer.write(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Writes a line end.
  mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let value): append(value.description)
    case .float(let value): write(value)
    case .literal(let literal): write(literal)
    case .string(let value): write(value)
    case .array(let values):
      append("[")
      for (index, value) in values.enumerated() {
        if index > 0 { separate() }
        write(value)
      }
      append("]")
    case .object(let object): write(object)
    }
  }

  /// Writes an object of pairs with distinct names.
  mutating func write(_ pairs: some Sequence<(key: String, value: JSONValue)>) {
    append("{")
    for (index, (key, value)) in pairs.enumerated() {
      if index > 0 { separate() }
      write(key)
      append(style == .compact ? ":" : ": ")
      write(value)
    }
    append("}")
  }

  private mutating func write(_ value: Double) {
    guard !value.isFinite else { return append(value.description) }
    writeNonFinite(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
  }

  private mutating func writeNonFinite(_ token: String) {
    switch nonFinite {
    case .token: append(token)
    case .text: append("\"\(token)\"")
    case .null: append("null")
    }
  }

  private mutating func write(_ literal: JSONLiteral) {
    guard nonFinite != .token else { return append(literal.text) }
    // Outside strings, the only capitals are those of NaN and Infinity.
    var isString = false
    var rest = literal.text.utf8[...]
    while let byte = rest.popFirst() {
      if isString || (byte != UInt8(ascii: "N") && byte != UInt8(ascii: "I")) {
        bytes.append(byte)
        if byte == UInt8(ascii: "\"") { isString.toggle() }
        if isString, byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() {
          bytes.append(escaped)
        }
      } else if byte == UInt8(ascii: "N") {
        rest = rest.dropFirst("aN".utf8.count)
        writeNonFinite("NaN")
      } else {
        rest = rest.dropFirst("nfinity".utf8.count)
        let isNegative = bytes.last == UInt8(ascii: "-")
        if isNegative { bytes.removeLast() }
        writeNonFinite(isNegative ? "-Infinity" : "Infinity")
      }
    }
  }

  private mutating func separate() {
    append(style == .compact ? "," : ", ")
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func write(_ text: String) {
    append("\"")
    if text.mayHoldSurrogates {
      write(units: text.unitsWithSurrogates)
    } else {
      write(units: text.utf16)
    }
    append("\"")
  }

  private mutating func write(units: some Sequence<UInt16>) {
    for unit in units {
      switch unit {
      case 0x22: append("\\\"")
      case 0x5C: append("\\\\")
      case 0x20...0x7E: bytes.append(UInt8(unit))
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0x08: append("\\b")
      case 0x0C: append("\\f")
      default: writeEscape(unit)
      }
    }
  }

  private mutating func writeEscape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
  }
}
