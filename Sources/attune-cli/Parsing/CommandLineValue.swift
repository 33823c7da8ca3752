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
