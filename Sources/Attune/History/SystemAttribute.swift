/// The names under which facts of our own stand among the system attributes.
///
/// Other readers of a journal keep and ignore what starts with `attune:`.
enum SystemAttribute {
  /// Of a study: the seed of all its random numbers, as decimal text.
  static let seed = "attune:seed"
  /// Of a study: the sampler that proposes its values, as text.
  static let sampler = "attune:sampler"
  /// Of a study: the pruner that gives up its trials, as text.
  static let pruner = "attune:pruner"
  /// Of a study: how many trials know of the same earlier ones, as text; absent without batches.
  static let batchSize = "attune:batchSize"
  /// Of a trial: the process that works on it, see `TrialOwner`.
  static let owner = "attune:owner"
  /// Of a trial: the last sign of life of a worker that has been at it for long.
  static let lease = "attune:lease"
  /// Of a trial: how many of its workers died.
  static let crashCount = "attune:deaths"
  /// Of a trial: why it failed, as text.
  static let failure = "attune:failure"
  /// Of a finished trial: the names of enqueued values that it never asked for; absent without any.
  static let unusedParameters = "attune:unusedParameters"
  /// Of a trial: what the objective wants to go on from after an interruption.
  static let checkpoint = "attune:checkpoint"
  /// Of a trial, as Optuna writes it: the values it is to take, by name.
  static let fixedParameters = "fixed_params"
  /// Of a study, as Optuna writes it: what the objective values are called.
  static let metricNames = "study:metric_names"

  /// Which attempt at a trial its owner records; nil when there is none, as with trials of Optuna.
  static func attempt(in attributes: JSONObject) -> Int? {
    attributes[owner]?.objectValue?["attempt"]?.intValue
  }
  /// The number of the next attempt; it differs from the last one, whatever a file records.
  static func attempt(after last: Int?) -> Int {
    guard let last, last >= 0, last < .max else { return 1 }
    return last + 1
  }
}
