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
  fileprivate var difference: JSONObject? { obstacle == nil ? nil : json }

  /// Whether two descriptions are identical in content and text.
  static func areIdentical(_ a: RecordedDistribution?, _ b: RecordedDistribution?) -> Bool {
    a === b || (a?.json == b?.json && a?.text == b?.text)
  }

  /// The value of an attribute as text; nil if there is none.
  func text(of key: String) -> String? {
    (json["attributes"]?.objectValue ?? json)[key]?.description
  }
}

/// The recorded description of a distribution as a part of its value.
///
/// Distributions with the same numbers are equal unless a description contains numbers that do not fit:
/// a type name of an older version makes no difference.
struct DistributionRecord: Sendable, Hashable {
  var description: RecordedDistribution?

  static func == (a: DistributionRecord, b: DistributionRecord) -> Bool {
    a.description === b.description || a.description?.difference == b.description?.difference
  }

  func hash(into hasher: inout Hasher) {
    // The numbers of the distribution suffice.
  }
}

extension Distribution {
  /// The description in a journal, if it differs from the one this library would write.
  var record: RecordedDistribution? {
    switch self {
    case .float(let float): float.record.description
    case .int(let int): int.record.description
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
      float.record.description = record
      return .float(float)
    case .int(var int):
      int.record.description = record
      return .int(int)
    case .categorical: return self
    }
  }
}
