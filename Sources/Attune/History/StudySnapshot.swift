/// The state of a study at one moment, from which summaries, tables, charts and reports are made.
///
/// Get one from a running study, see ``Study/snapshot``, or read it from any storage, see
/// ``Storage/studies()``.
public struct StudySnapshot: Sendable {
  /// The name, unique within the storage.
  public let name: String
  /// All trials, in the order of their numbers.
  public let trials: TrialHistory
  /// The attributes that the user has set.
  public let userAttributes: JSONObject
  /// The attributes that samplers, pruners and the library have set.
  public let systemAttributes: JSONObject

  /// The directions of optimization, one for each objective value.
  public var directions: [Direction] { trials.directions }

  /// The seed of all random numbers of the study; nil if this library has never run it.
  public var seed: UInt64? {
    systemAttributes[SystemAttribute.seed]?.stringValue.flatMap { UInt64($0) }
  }

  /// The sampler with the settings that differ from the defaults, as text; nil if it is not
  /// recorded.
  public var sampler: String? { systemAttributes[SystemAttribute.sampler]?.stringValue }

  /// The pruner with the settings that differ from the defaults, as text; nil if it is not
  /// recorded.
  public var pruner: String? { systemAttributes[SystemAttribute.pruner]?.stringValue }

  /// The last runs of the study, at most a hundred, in the order of their numbers.
  ///
  /// A run is recorded with its first trial, unless the storage is in memory.
  public var runs: [RunRecord] { RunRecord.all(in: systemAttributes) }

  /// The names of the objective values: those recorded by Optuna's `set_metric_names`, otherwise
  /// `value`, or `value 0`, `value 1` and so on for a multi-objective study.
  public var objectiveNames: [String] {
    let names = systemAttributes[SystemAttribute.metricNames]?.arrayValue?.compactMap(\.stringValue)
    if let names, names.count == directions.count { return names }
    return directions.count == 1 ? ["value"] : directions.indices.map { "value \($0)" }
  }
}
