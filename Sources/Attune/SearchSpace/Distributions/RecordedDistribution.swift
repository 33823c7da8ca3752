/// How a journal describes a distribution whose own description would read differently.
///
/// Optuna accepts ranges that cannot be sampled here, such as integers beyond 2⁵³ or infinite bounds,
/// and has names from older versions. Such a distribution keeps what the journal says, so that a copy
/// says the same.
final class RecordedDistribution: Sendable {
  /// The description as it was read.
  let json: JSONObject
  /// Its text, to the last digit of numbers of any size; nil when it was not read from a journal.
  let text: String?
  /// Why no value can be sampled; nil when one can.
  let obstacle: String?

  init(json: JSONObject, text: String?, obstacle: String?) {
    self.json = json
    self.text = text
    self.obstacle = obstacle
  }

  /// What makes two distributions with the same numbers different: numbers that do not fit into them.
  private var difference: JSONObject? { obstacle == nil ? nil : json }

  /// Whether two records leave distributions with the same numbers equal.
  ///
  /// A name of an older version makes no difference.
  static func areEquivalent(_ a: RecordedDistribution?, _ b: RecordedDistribution?) -> Bool {
    a === b || a?.difference == b?.difference
  }

  /// Whether two records say the same in the same words.
  static func areIdentical(_ a: RecordedDistribution?, _ b: RecordedDistribution?) -> Bool {
    a === b || (a?.json == b?.json && a?.text == b?.text)
  }

  /// The attribute of a name as text; nil when there is none.
  func text(of key: String) -> String? {
    (json["attributes"]?.objectValue ?? json)[key]?.description
  }
}

extension Distribution {
  /// How a journal describes it, where that differs from the description it would be given.
  var record: RecordedDistribution? {
    switch self {
    case .float(let float): float.record
    case .int(let int): int.record
    case .categorical: nil
    }
  }

  /// Why no value can be sampled from it; nil when one can.
  ///
  /// Only distributions that a journal of another program records have such an obstacle.
  var samplingObstacle: String? { record?.obstacle }

  /// The distribution with what a journal says of it, or without.
  func recorded(as record: RecordedDistribution?) -> Distribution {
    switch self {
    case .float(var float):
      float.record = record
      return .float(float)
    case .int(var int):
      int.record = record
      return .int(int)
    case .categorical: return self
    }
  }
}
