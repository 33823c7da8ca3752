/// What a trial records about the distribution from which it was drawn.
struct CMAESRecord: Sendable, Equatable {
  /// The system attribute of a trial.
  static let attribute = "attune:cma-es"

  /// Identifies the settings, the space and the first distribution, see ``key(of:)``.
  let key: String

  /// The number of restarts before.
  let restart: Int

  /// The number of generations since the restart.
  let generation: Int

  /// The drawn point, if it is not given by the values: with a margin, it lies between levels.
  let point: [Double]?

  /// Creates a record.
  init(key: String, restart: Int, generation: Int, point: [Double]?) {
    self.key = key
    self.restart = restart
    self.generation = generation
    self.point = point
  }

  /// Reads the record of a trial; nil if it has none, or an invalid one.
  init?(of trial: TrialSnapshot) {
    guard let json = trial.systemAttributes[Self.attribute]?.objectValue,
      let key = json["key"]?.stringValue, let restart = json["restart"]?.intValue,
      let generation = json["generation"]?.intValue
    else { return nil }
    let point = json["point"]?.arrayValue?.compactMap(\.doubleValue)
    self.init(key: key, restart: restart, generation: generation, point: point)
  }

  /// The attributes to record.
  var attributes: JSONObject {
    var json: JSONObject = [
      "key": .string(key), "restart": .int(restart), "generation": .int(generation),
    ]
    if let point { json["point"] = .array(point.map { .float($0) }) }
    return [Self.attribute: .object(json)]
  }

  /// The key of a text that describes settings: 16 hexadecimal digits of its hash.
  static func key(of text: String) -> String {
    let digits = Array("0123456789abcdef")
    return String(
      SHA256.digest(of: Array(text.utf8)).prefix(8).flatMap { byte in
        [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      })
  }
}
