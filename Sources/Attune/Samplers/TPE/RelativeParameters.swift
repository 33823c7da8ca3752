/// The joint sample of a running trial, written down so that other workers keep away from it.
///
/// The form is Optuna's: JSON text in pieces under numbered attributes.
enum RelativeParameters {
  private static let prefix = "tpe:relative_params:"

  /// What fits into a column of Optuna's databases.
  private static let pieceLength = 2045

  /// The attributes that announce some values.
  static func attributes(_ values: [(key: String, value: JSONValue)]) -> [String: JSONValue] {
    var writer = JSONWriter(style: .spaced)
    writer.write(values)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    var attributes: [String: JSONValue] = [:]
    var rest = text.utf8[...]
    while !rest.isEmpty {
      // The text is ASCII, so any cut falls between characters.
      let piece = rest.prefix(pieceLength)
      attributes[prefix + String(attributes.count)] = .string(
        String(decoding: piece, as: UTF8.self))
      rest = rest.dropFirst(piece.count)
    }
    return attributes
  }

  /// The values that a trial has announced; nil when there are none that can be read.
  static func values(of trial: TrialSnapshot) -> JSONObject? {
    var text = ""
    var index = 0
    while let piece = trial.systemAttributes[prefix + String(index)]?.stringValue {
      text += piece
      index += 1
    }
    return index == 0 ? nil : (try? JSONParser.parse(text))?.objectValue
  }
}
