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
    // By bytes: a combining mark behind the sign is part of the value.
    guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")), sign > text.startIndex else {
      throw UsageError("\(subject) needs NAME=VALUE, not \"\(text)\"")
    }
    let value = CommandLineValue(String(text[text.utf8.index(after: sign)...]))
    return (String(text[..<sign]), value.json)
  }
}
