/// A parser for the JSON that Python's `json` module reads, including `NaN`, `Infinity` and
/// `-Infinity`.
///
/// It reads the bytes in place and allocates only the resulting values.
package struct JSONParser {
  /// An error for a text that is not valid JSON.
  package struct Failure: Error, CustomStringConvertible {
    /// The problem.
    package var reason: String
    /// The offset of the byte at which the problem was found, from 0.
    package var offset: Int
    /// Whether the text is valid JSON that Python reads but this library cannot represent.
    package var isUnsupported = false
    /// The problem and its location.
    package var description: String { "\(reason) at byte \(offset)" }
  }

  /// The maximum nesting depth; deeper values are kept as text to avoid a stack overflow.
  private static let maximumDepth = 512

  private let bytes: UnsafeRawBufferPointer

  /// The offset of the next byte.
  private(set) var position = 0

  /// Creates a parser for reading tokens one by one.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Parses all of `bytes` as one value, which white space may surround.
  package static func parse(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else {
      throw parser.failure("unexpected text after the value")
    }
    return value
  }

  /// Parses all of `text` as one value.
  package static func parse(_ text: String) throws(Failure) -> JSONValue {
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(Failure) in try parse(UnsafeRawBufferPointer(bytes)) }
    }
    return try result.get()
  }

  private func failure(_ reason: String) -> Failure {
    Failure(reason: reason, offset: position)
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  // MARK: Tokens

  /// Whether all bytes have been read.
  var isAtEnd: Bool { position == bytes.count }

  /// The bytes from an offset up to the current position.
  func bytes(from start: Int) -> [UInt8] {
    Array(bytes[start..<position])
  }

  /// Skips an ASCII character if it comes next, and returns whether it did.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Skips an ASCII text if it comes next, and returns whether it did.
  @inline(__always)  // so that the text's length is a constant
  mutating func take(text: StaticString) -> Bool {
    take(bytes: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Skips these bytes if they come next, and returns whether they did.
  @inline(__always)
  mutating func take(bytes text: UnsafeRawBufferPointer) -> Bool {
    guard bytes.contains(text, at: position) else { return false }
    position += text.count
    return true
  }

  /// Reads the bytes before the next occurrence of a byte and skips that byte; nil if there is
  /// none.
  mutating func take(until byte: UInt8) -> UnsafeRawBufferPointer? {
    guard let end = bytes.firstIndex(of: byte, from: position) else { return nil }
    defer { position = end + 1 }
    return run(from: position, to: end)
  }

  /// Reads the value of a member of the outermost object.
  mutating func member() throws(Failure) -> JSONValue {
    try value(depth: 1)
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw failure("the text ends too early") }
    switch bytes[position] {
    case UInt8(ascii: "{") where depth >= Self.maximumDepth,
      UInt8(ascii: "[") where depth >= Self.maximumDepth:
      return .literal(try nested())
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where take(text: "true"): return .bool(true)
    case UInt8(ascii: "f") where take(text: "false"): return .bool(false)
    case UInt8(ascii: "n") where take(text: "null"): return .null
    case UInt8(ascii: "N") where take(text: "NaN"): return .float(.nan)
    case UInt8(ascii: "I") where take(text: "Infinity"): return .float(.infinity)
    case UInt8(ascii: "-") where take(text: "-Infinity"): return .float(-.infinity)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSONObject {
    position += 1
    var object = JSONObject()
    var indices: [Name: Int] = [:]
    skipSpace()
    if take("}") { return object }
    repeat {
      skipSpace()
      let key = try string()
      skipSpace()
      guard take(":") else { throw failure("expected a colon") }
      object.set(key, to: try value(depth: depth + 1), indices: &indices)
      skipSpace()
    } while take(",")
    guard take("}") else { throw failure("expected a comma or a closing brace") }
    return object
  }

  private mutating func array(depth: Int) throws(Failure) -> [JSONValue] {
    position += 1
    var values: [JSONValue] = []
    skipSpace()
    if take("]") { return values }
    repeat {
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    guard take("]") else { throw failure("expected a comma or a closing bracket") }
    return values
  }

  /// Reads an array or an object as text, validating it without recursion.
  private mutating func nested() throws(Failure) -> JSONLiteral {
    let start = position
    var closers: [Unicode.Scalar] = []
    repeat {
      skipSpace()
      if let closer: Unicode.Scalar = take("{") ? "}" : take("[") ? "]" : nil {
        closers.append(closer)
        skipSpace()
        guard take(closer) else {
          if closer == "}" { try skipName() }
          continue
        }
        closers.removeLast()
      } else {
        _ = try value(depth: 0)
      }
      // A value is followed by a comma and another value, or by closing brackets.
      while let closer = closers.last {
        skipSpace()
        if take(",") {
          if closer == "}" { try skipName() }
          break
        }
        guard take(closer) else { throw failure("expected a comma or a closing bracket") }
        closers.removeLast()
      }
    } while !closers.isEmpty
    // Line ends occur only between values. They are removed, since they would end a line of a
    // journal.
    let text = run(from: start, to: position).filter { $0 != 0x0A && $0 != 0x0D }
    return JSONLiteral(String(decoding: text, as: UTF8.self))
  }

  private mutating func skipName() throws(Failure) {
    skipSpace()
    _ = try string()
    skipSpace()
    guard take(":") else { throw failure("expected a colon") }
  }

  // MARK: Strings

  /// Reads a string.
  ///
  /// An error reports that a name is missing, since a string value is recognized by its quotation
  /// mark.
  mutating func string() throws(Failure) -> String {
    guard take("\"") else { throw failure("expected a name in quotation marks") }
    let start = position
    var union: UInt8 = 0
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        let text = try text(run(from: start, to: position), isASCII: union < 0x80)
        position += 1
        return text
      case UInt8(ascii: "\\"): return try stringWithEscapes(from: start)
      case 0..<0x20: throw failure("a control character in a string")
      default:
        union |= byte
        position += 1
      }
    }
    throw failure("a string without end")
  }

  /// Returns a string of these bytes.
  ///
  /// - Parameters:
  ///   - isASCII: Whether all bytes are ASCII, as in most strings, so that UTF-8 need not be
  ///     validated.
  ///   - surrogateCount: The number of lone surrogates that the bytes represent.
  private func text(
    _ bytes: some Collection<UInt8>, isASCII: Bool = false, surrogateCount: Int = 0
  ) throws(Failure) -> String {
    if isASCII { return String(decoding: bytes, as: UTF8.self) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure("a string that is not UTF-8")
    }
    guard text.surrogateCount == surrogateCount else {
      throw Failure(
        reason: "a string with the character U+10FFFE before one of U+10D800...U+10DFFF, which "
          + "represent lone surrogates in this library",
        offset: position, isUnsupported: true)
    }
    return text
  }

  private func run(from start: Int, to end: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  private mutating func stringWithEscapes(from start: Int) throws(Failure) -> String {
    var buffer: [UInt8] = []
    var surrogateCount = 0
    var start = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        buffer.append(contentsOf: run(from: start, to: position))
        position += 1
        return try text(buffer, surrogateCount: surrogateCount)
      case UInt8(ascii: "\\"):
        buffer.append(contentsOf: run(from: start, to: position))
        position += 1
        try appendEscape(to: &buffer, &surrogateCount)
        start = position
      case 0..<0x20:
        position += 1
        throw failure("a control character in a string")
      default: position += 1
      }
    }
    throw failure("a string without end")
  }

  private mutating func appendEscape(
    to buffer: inout [UInt8], _ surrogateCount: inout Int
  ) throws(Failure) {
    guard position < bytes.count else { throw failure("a string without end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"):
      let value = try escapedValue()
      if let scalar = Unicode.Scalar(value) {
        buffer.append(contentsOf: scalar.utf8)
      } else {
        buffer += LoneSurrogate.bytes(value)
        surrogateCount += 1
      }
    default: throw failure("an unknown escape")
    }
  }

  /// Reads the code point of a `\u` escape, or of two escapes that are a surrogate pair.
  private mutating func escapedValue() throws(Failure) -> UInt32 {
    let first = try hexadecimal()
    guard (0xD800..<0xDC00).contains(first) else { return first }
    let afterFirst = position
    if take("\\"), take("u") {
      let second = try hexadecimal()
      if (0xDC00..<0xE000).contains(second) {
        return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      }
    }
    position = afterFirst
    return first
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    guard position + 4 <= bytes.count else { throw failure("an unknown escape") }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw failure("an unknown escape")
      }
      value = value << 4 + UInt32(digit)
    }
    position += 4
    return value
  }

  // MARK: Numbers

  /// Appends decimal digits to a number and returns how many there are.
  ///
  /// - Parameter significant: The count of digits without leading zeros, which is increased.
  private mutating func digits(into number: inout UInt64, significant: inout Int) -> Int {
    let start = position
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10
    {
      number = number &* 10 &+ UInt64(digit)
      if significant > 0 || digit > 0 { significant += 1 }
      position += 1
    }
    return position - start
  }

  /// Reads a number.
  mutating func number() throws(Failure) -> JSONValue {
    let start = position
    let isNegative = take("-")
    var decimal = DecimalNumber(digits: 0, exponent: 0)
    var significant = 0
    let firstDigit = position
    let whole = digits(into: &decimal.digits, significant: &significant)
    guard whole > 0 else { throw failure("not a JSON value") }
    guard whole == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
      throw failure("a number that starts with a zero")
    }
    var isInteger = true
    if take(".") {
      isInteger = false
      let decimals = digits(into: &decimal.digits, significant: &significant)
      guard decimals > 0 else { throw failure("a number that ends with a point") }
      decimal.exponent = -decimals
    }
    var exponentDigits = 0
    if take("e") || take("E") {
      isInteger = false
      let isSmall = take("-")
      if !isSmall { _ = take("+") }
      var exponent: UInt64 = 0
      guard digits(into: &exponent, significant: &exponentDigits) > 0 else {
        throw failure("an exponent is missing")
      }
      if exponentDigits < 4 { decimal.exponent += isSmall ? -Int(exponent) : Int(exponent) }
    }
    if isInteger, significant <= 18 {
      return .int(isNegative ? -Int(decimal.digits) : Int(decimal.digits))
    }
    // Any nineteen digits fit in 64 bits.
    if !isInteger, significant <= 19, exponentDigits < 4, let value = decimal.nearestDouble {
      return .float(isNegative ? -value : value)
    }
    let text = String(decoding: run(from: start, to: position), as: UTF8.self)
    if isInteger { return Int(text).map { .int($0) } ?? .literal(JSONLiteral(text)) }
    guard let value = Double(text) else { throw failure("not a number") }
    return .float(value)
  }
}
