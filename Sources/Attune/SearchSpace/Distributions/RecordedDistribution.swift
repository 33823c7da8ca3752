/// The description of a distribution in a journal that this library would write differently.
///
/// Optuna accepts ranges that cannot be sampled here, such as integers beyond 2⁵³ or infinite
/// bounds, and uses other type names in older versions. Such a distribution keeps its recorded
/// description, so that a copy of the journal contains the same one.
final class RecordedDistribution: Sendable {
  /// The description as it was read.
  let json: JSONObject
  /// Its text, with all digits of all numbers; nil if it was not read from a journal.
  let text: String?
  /// The reason why the distribution cannot be sampled; nil if it can.
  let obstacle: SearchSpaceError?

  init(json: JSONObject, text: String?, obstacle: SearchSpaceError?) {
    self.json = json
    self.text = text
    self.obstacle = obstacle
  }

  /// The description if it contains numbers that do not fit, which make distributions differ.
  private var difference: JSONObject? { obstacle == nil ? nil : json }

  /// Whether distributions with the same numbers and these descriptions are equal.
  ///
  /// A type name of an older version makes no difference.
  static func areEquivalent(_ a: RecordedDistribution?, _ b: RecordedDistribution?) -> Bool {
    a === b || a?.difference == b?.difference
  }

  /// Whether two descriptions are identical in content and text.
  static func areIdentical(_ a: RecordedDistribution?, _ b: RecordedDistribution?) -> Bool {
    a === b || (a?.json == b?.json && a?.text == b?.text)
  }

  /// The value of an attribute as text; nil if there is none.
  func text(of key: String) -> String? {
    (json["attributes"]?.objectValue ?? json)[key]?.description
  }
}

extension Distribution {
  /// The description in a journal, if it differs from the one this library would write.
  var record: RecordedDistribution? {
    switch self {
    case .float(let float): float.record
    case .int(let int): int.record
    case .categorical: nil
    }
  }

  /// The reason why the distribution cannot be sampled; nil if it can.
  ///
  /// Only distributions from journals of other programs have such a reason.
  var samplingObstacle: SearchSpaceError? { record?.obstacle }

  /// Returns the distribution with the given recorded description, or without one.
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
