/// A study as it stood at some moment: what summaries, tables, charts and reports are made from.
///
/// It comes from a study at work, see ``Study/snapshot``, or from a storage that is only to be read,
/// see ``Storage/studies()``, whoever wrote it.
public struct StudySnapshot: Sendable {
  /// The name, unique within the storage.
  public let name: String
  /// All trials, by number.
  public let trials: TrialHistory
  /// What the user noted about it.
  public let userAttributes: JSONObject
  /// What samplers, pruners and the library noted about it.
  public let systemAttributes: JSONObject

  /// What is wanted of the objective values, one direction for each.
  public var directions: [Direction] { trials.directions }

  /// What all random numbers of the study derive from; nil when no study of this library has used it.
  public var seed: UInt64? {
    systemAttributes[SystemAttribute.seed]?.stringValue.flatMap { UInt64($0) }
  }

  /// What proposes values, with the settings that differ from the defaults; nil when it is not recorded.
  public var sampler: String? { systemAttributes[SystemAttribute.sampler]?.stringValue }

  /// What gives up trials, with the settings that differ from the defaults; nil when it is not recorded.
  public var pruner: String? { systemAttributes[SystemAttribute.pruner]?.stringValue }

  /// What the objective values are called: as Optuna's `set_metric_names` recorded it, otherwise
  /// `value`, or `value 0`, `value 1` and so on for several directions.
  public var objectiveNames: [String] {
    let names = systemAttributes[SystemAttribute.metricNames]?.arrayValue?.compactMap(\.stringValue)
    if let names, names.count == directions.count { return names }
    return directions.count == 1 ? ["value"] : directions.indices.map { "value \($0)" }
  }
}
