import Attune

/// A value as it is written on the command line: JSON where it is JSON, and text otherwise.
///
/// So `0.1` and `true` are what they look like, `relu` is a text, and `"true"` in quotation marks is
/// one as well.
struct CommandLineValue: Equatable {
  let json: JSONValue

  init(_ text: String) {
    json = (try? JSONParser.parse(text)) ?? .string(text)
  }

  /// The parts of a list between commas, but for commas within double quotation marks.
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
        // Where a value starts; elsewhere it is a character like others.
        isQuoted = before.map { " ,=".unicodeScalars.contains($0) } ?? true
      }
      parts[parts.count - 1].append(scalar)
    }
    guard !isQuoted else {
      throw UsageError("a quotation mark is not closed in \(text); write \\\" within such text")
    }
    return parts.map { String($0) }
  }

  /// Reads `NAME=VALUE`.
  ///
  /// - Parameter subject: What is read, for messages.
  static func assignment(
    _ text: String, of subject: String
  ) throws(UsageError) -> (name: String, value: JSONValue) {
    let (name, value) = try assignedText(text, of: subject)
    return (name, CommandLineValue(value).json)
  }

  /// Reads `NAME=VALUE`, and leaves the value as it is written.
  static func assignedText(
    _ text: String, of subject: String
  ) throws(UsageError) -> (name: String, value: String) {
    // By bytes: a combining mark behind the sign is part of the value.
    guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")), sign > text.startIndex else {
      throw UsageError("\(subject) needs NAME=VALUE, not \"\(text)\"")
    }
    return (String(text[..<sign]), String(text[text.utf8.index(after: sign)...]))
  }
}
