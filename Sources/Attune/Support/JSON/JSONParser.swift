/// Reads the JSON that Python's `json` module reads, `NaN`, `Infinity` and `-Infinity` included.
///
/// Works on bytes in place and makes nothing but the values themselves.
package struct JSONParser {
  /// A text that is not JSON.
  package struct Failure: Error {
    /// What was wrong.
    package var reason: String
    /// The byte at which it was noticed, counted from 0.
    package var offset: Int
  }

  /// Deeper nesting than this is refused rather than risk the stack.
  private static let maximumDepth = 512

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  private init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The value that the whole of `bytes` spells, white space around it allowed.
  package static func parse(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.failure("unexpected text behind it") }
    return value
  }

  /// The value that `text` spells.
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

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func take(word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    for i in 0..<length where bytes[position + i] != word.utf8Start[i] { return false }
    position += length
    return true
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard depth < Self.maximumDepth else { throw failure("nested too deeply") }
    skipSpace()
    guard position < bytes.count else { throw failure("the text ends too early") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where take(word: "true"): return .bool(true)
    case UInt8(ascii: "f") where take(word: "false"): return .bool(false)
    case UInt8(ascii: "n") where take(word: "null"): return .null
    case UInt8(ascii: "N") where take(word: "NaN"): return .float(.nan)
    case UInt8(ascii: "I") where take(word: "Infinity"): return .float(.infinity)
    case UInt8(ascii: "-") where take(word: "-Infinity"): return .float(-.infinity)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSONObject {
    position += 1
    var object = JSONObject()
    skipSpace()
    if take("}") { return object }
    repeat {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw failure("expected a name in quotation marks")
      }
      let key = try string()
      skipSpace()
      guard take(":") else { throw failure("expected a colon") }
      object[key] = try value(depth: depth + 1)
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

  // MARK: Strings

  private mutating func string() throws(Failure) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = try text(bytes[start..<position])
        position += 1
        return text
      case UInt8(ascii: "\\"): return try stringWithEscapes(from: start)
      case 0..<0x20: throw failure("a control character in a string")
      default: position += 1
      }
    }
    throw failure("a string without end")
  }

  private func text(_ slice: some Collection<UInt8>) throws(Failure) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw failure("a string that is not UTF-8")
    }
    return text
  }

  private mutating func stringWithEscapes(from start: Int) throws(Failure) -> String {
    var buffer = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(buffer)
      case UInt8(ascii: "\\"): try appendEscape(to: &buffer)
      case 0..<0x20: throw failure("a control character in a string")
      default: buffer.append(byte)
      }
    }
    throw failure("a string without end")
  }

  private mutating func appendEscape(to buffer: inout [UInt8]) throws(Failure) {
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
    case UInt8(ascii: "u"): buffer.append(contentsOf: try escapedScalar().utf8)
    default: throw failure("an unknown escape")
    }
  }

  /// The character of a `\u` escape; a surrogate without its partner, which no `String` can hold,
  /// becomes U+FFFD.
  private mutating func escapedScalar() throws(Failure) -> Character {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    let behind = position
    if first < 0xDC00, take("\\"), take("u") {
      let second = try hexadecimal()
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return Character(scalar)
      }
    }
    position = behind
    return "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    guard position + 4 <= bytes.count else { throw failure("an unknown escape") }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw failure("an unknown escape")
      }
      value = value << 4 + UInt32(digit)
    }
    position += 4
    return value
  }

  // MARK: Numbers

  private mutating func digits(into mantissa: inout UInt64, count: inout Int) -> Int {
    let start = position
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10
    {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      if mantissa > 0 { count += 1 }
      position += 1
    }
    return position - start
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let start = position
    let isNegative = take("-")
    var mantissa: UInt64 = 0
    var significant = 0
    let firstDigit = position
    let whole = digits(into: &mantissa, count: &significant)
    guard whole > 0 else { throw failure("not a JSON value") }
    guard whole == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
      throw failure("a number that starts with a zero")
    }
    var decimals = 0
    var isInteger = true
    if take(".") {
      isInteger = false
      decimals = digits(into: &mantissa, count: &significant)
      guard decimals > 0 else { throw failure("a number that ends with a point") }
    }
    var hasExponent = false
    if take("e") || take("E") {
      isInteger = false
      hasExponent = true
      if !take("-") { _ = take("+") }
      var ignored: UInt64 = 0
      var count = 0
      guard digits(into: &ignored, count: &count) > 0 else {
        throw failure("an exponent is missing")
      }
    }
    if isInteger, significant <= 18 { return .int(isNegative ? -Int(mantissa) : Int(mantissa)) }
    // Both the mantissa and the power of ten are exact here, so the quotient is correctly rounded.
    if !hasExponent, significant <= 18, mantissa <= 1 << 53, decimals <= 22 {
      let value = Double(mantissa) / Self.powersOfTen[decimals]
      return .float(isNegative ? -value : value)
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let value = Int(text) { return .int(value) }
    guard let value = Double(text) else { throw failure("not a number") }
    return .float(value)
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
