/// The joint sample of a running trial, recorded so that the constant liar of other workers can use
/// it.
///
/// The format is Optuna's: JSON text, split into strings under numbered system attributes.
enum RelativeParameters {
  private static let prefix = "tpe:relative_params:"

  /// The maximum length of a string in bytes, which fits into a column of Optuna's databases.
  private static let pieceLength = 2045

  /// The system attributes that record a joint sample.
  static func attributes(_ values: JSONObject) -> JSONObject {
    var writer = JSONWriter(style: .spaced)
    writer.write(.object(values))
    let text = String(decoding: writer.bytes, as: UTF8.self)
    var attributes = JSONObject()
    var rest = text.utf8[...]
    while !rest.isEmpty {
      // The text is ASCII, so every cut is between characters.
      let piece = rest.prefix(pieceLength)
      attributes[prefix + String(attributes.count)] = .string(
        String(decoding: piece, as: UTF8.self))
      rest = rest.dropFirst(piece.count)
    }
    return attributes
  }

  /// The joint sample that is recorded with a trial; nil if there is none or it cannot be parsed.
  static func values(of trial: TrialSnapshot) -> JSONObject? { values(in: trial.systemAttributes) }

  /// The joint sample that attributes record; nil if there is none or it cannot be parsed.
  static func values(in attributes: JSONObject) -> JSONObject? {
    var text = ""
    var index = 0
    while let piece = attributes[prefix + String(index)]?.stringValue {
      text += piece
      index += 1
    }
    return index == 0 ? nil : (try? JSONParser.parse(text))?.objectValue
  }
}
