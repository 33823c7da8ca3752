internal import Attune

/// Attributes whose text is longer than a column of MySQL stores, such as checkpoints.
///
/// The row of such an attribute has the value `{"attune:parts": 3}`. Its text is in rows of the same table
/// with the keys `attune:part:0:KEY`, `attune:part:1:KEY` and so on, each a JSON string. Optuna splits its
/// long attributes similarly.
enum AttributeParts {
  private static let prefix = "attune:part:"
  private static let countKey = "attune:parts"

  /// The number of characters in a part.
  ///
  /// JSON text is ASCII, of which a string has two bytes for each
  /// character at most, so that a part fits in the column.
  private static let length = 32_000

  /// The key and the text of each row of an attribute.
  static func rows(
    key: String, value: JSONValue, maxTextLength: Int?
  ) -> [(key: String, text: String)] {
    let text = value.description
    guard let maxTextLength, text.utf8.count > maxTextLength else { return [(key, text)] }
    var parts: [(key: String, text: String)] = []
    var rest = text.utf8[...]
    while !rest.isEmpty {
      let part = JSONValue.string(String(Substring(rest.prefix(length))))
      parts.append(("\(prefix)\(parts.count):\(key)", part.description))
      rest = rest.dropFirst(length)
    }
    let value: JSONValue = .object([countKey: .int(parts.count)])
    return [(key, value.description)] + parts
  }

  /// Whether a key is that of a part.
  static func isPart(_ key: String) -> Bool { key.utf8.starts(with: prefix.utf8) }

  /// Returns the attributes with the parts joined.
  static func joined(_ object: JSONObject, of owner: String) throws(StorageError) -> JSONObject {
    var parts: [Name: String] = [:]
    var attributes: [(key: String, value: JSONValue)] = []
    for (key, value) in object {
      if isPart(key) {
        parts[Name(key)] = value.stringValue
      } else {
        attributes.append((key, value))
      }
    }
    for index in attributes.indices {
      guard let value = attributes[index].value.objectValue, value.count == 1,
        let count = value[countKey]?.intValue, count > 0, count <= parts.count
      else { continue }
      let key = attributes[index].key
      var text = ""
      for part in 0..<count { text += parts[Name("\(prefix)\(part):\(key)")] ?? "" }
      do throws(JSONParser.Failure) {
        attributes[index].value = try JSONParser.parse(text)
      } catch {
        throw StorageError(
          .corrupt,
          "the parts of the attribute \"\(key.printable)\" of \(owner) are not JSON: "
            + "\(error.description); set the attribute again, or delete its rows",
          underlyingError: error)
      }
    }
    return JSONObject(uniqueKeys: attributes)
  }
}
