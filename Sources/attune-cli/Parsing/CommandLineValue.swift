import Attune

/// A value on the command line: JSON if it can be parsed as JSON, and text otherwise.
///
/// `0.1` is a number and `true` a Boolean; `relu` and `"true"` in quotation marks are texts.
struct CommandLineValue: Equatable {
  let json: JSONValue

  init(_ text: String) {
    json = (try? JSONParser.parse(text)) ?? .string(text)
  }

  /// Splits a list at commas outside double quotation marks.
  static func parts(_ text: String) throws(UsageError) -> [String] {
    var parts = [String.UnicodeScalarView()]
    var (isQuoted, isEscaped) = (false, false)
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      let before = previous
      previous = scalar
      if isQuoted {
        isQuoted = isEscaped || scalar != "\""
        isEscaped = !isEscaped && scalar == "\\"
      } else if scalar == "," {
        parts.append(String.UnicodeScalarView())
        continue
      } else if scalar == "\"" {
        // A quotation mark is special only at the start of a value.
        isQuoted = before.map { " ,=".unicodeScalars.contains($0) } ?? true
      }
      parts[parts.count - 1].append(scalar)
    }
    guard !isQuoted else {
      throw UsageError(
        "a quotation mark is not closed in \(text); write \\\" for one inside quoted text")
    }
    return parts.map { String($0) }
  }

  /// Parses `NAME=VALUE`.
  ///
  /// - Parameter subject: The option or command, for messages.
  static func assignment(
    _ text: String, of subject: String
  ) throws(UsageError) -> (name: String, value: JSONValue) {
    let (name, value) = try assignedText(text, of: subject)
    return (name, CommandLineValue(value).json)
  }

  /// Parses `NAME=VALUE`, and returns the value as text.
  static func assignedText(
    _ text: String, of subject: String
  ) throws(UsageError) -> (name: String, value: String) {
    // By bytes: a combining mark after the sign is part of the value.
    guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")), sign > text.startIndex else {
      throw UsageError("\(subject) needs NAME=VALUE, not \"\(text)\"")
    }
    return (String(text[..<sign]), String(text[text.utf8.index(after: sign)...]))
  }
}
