/// Writes JSON as Python's `json.dumps` does: ASCII only, floats by their shortest exact digits.
struct JSONWriter {
  /// The marks between the parts of a value.
  enum Style {
    /// No spaces, as the lines of a journal have it.
    case compact
    /// A space behind commas and colons, Python's default.
    case spaced
  }

  private(set) var bytes: [UInt8] = []
  private let style: Style

  init(style: Style = .compact) {
    self.style = style
  }

  /// The text of a value.
  static func text(_ value: JSONValue, style: Style = .spaced) -> String {
    var writer = JSONWriter(style: style)
    writer.write(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Ends a line.
  mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let value): append(value.description)
    case .float(let value): append(Self.text(value))
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

  /// Writes an object of pairs whose names differ.
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

  private static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return value.description
  }

  private mutating func separate() {
    append(style == .compact ? "," : ", ")
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func write(_ text: String) {
    append("\"")
    for unit in text.utf16 {
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
    append("\"")
  }

  private mutating func writeEscape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
  }
}
