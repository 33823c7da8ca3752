/// The names of the system attributes that this library reads and writes.
///
/// Other programs that read a journal keep attributes that start with `attune:` and ignore them.
package enum SystemAttribute {
  /// Of a study: the seed of all its random numbers, as decimal text.
  static let seed = "attune:seed"
  /// Of a study: the sampler, as text.
  static let sampler = "attune:sampler"
  /// Of a study: the pruner, as text.
  static let pruner = "attune:pruner"
  /// Of a study: the number of trials in a batch, which see the same earlier trials, as text;
  /// absent without batches.
  static let batchSize = "attune:batchSize"
  /// Of a study: the prefix of the records of its last runs, see ``RunRecord``.
  static let runPrefix = "attune:run:"
  /// Of a study: the prefix of the priors of parameters, which continue with the parameter's name.
  static let priorPrefix = "attune:prior:"
  /// Of a study: the prefix of the orders of choices, arrays of labels in ascending order, which
  /// continue with the parameter's name.
  static let orderPrefix = "attune:order:"
  /// Of a trial: the process that runs it, see `TrialOwner`.
  static let owner = "attune:owner"
  /// Of a trial: the last heartbeat of its worker, once the trial has run for long.
  package static let lease = "attune:lease"
  /// Of a study or a trial in a database: a random identifier of the transaction that created it.
  ///
  /// By it a worker recognizes what it created after a lost connection. Readers do not receive it.
  package static let token = "attune:token"
  /// Of a trial: the crash count, the number of workers that were lost while running it.
  static let crashCount = "attune:deaths"
  /// Of a failed trial: the reason, as text.
  static let failure = "attune:failure"
  /// Of a trial: why the pruner last decided to end it, see ``PruningReason``.
  package static let pruned = "attune:pruned"
  /// Of a trial: the prefix of the reports of named metrics, which continue with the metric's name
  /// and a step, see ``MetricBlock``.
  static let metricPrefix = "attune:metric:"
  /// Of a finished trial: the names of the enqueued values it did not suggest; absent if there are
  /// none.
  static let unusedParameters = "attune:unusedParameters"
  /// Of a trial: the objective's checkpoint, from which an interrupted trial is resumed.
  static let checkpoint = "attune:checkpoint"
  /// Of a study: the budgets of the last run, as text; absent without budgets.
  static let budgetSchedule = "attune:budgets"
  /// Of a trial: its budget, see ``TrialBudget``.
  static let budget = "attune:budget"
  /// Of a trial: the number of the trial with the same parameters and the next smaller budget.
  static let promotedFrom = "attune:promoted_from"
  /// Of a trial with less than the largest budget: the value that the objective returned.
  static let rungValue = "attune:rung_value"
  /// Of a trial of a population: its member, slice and parent, see ``PopulationMember``.
  static let member = "attune:member"
  /// Of a trial: the objective values of each of its repeats so far, arrays with a value for each direction.
  static let repeatedValues = "attune:values"
  /// Of a complete trial of a single-objective study with several repeats: the standard error of its value.
  static let standardError = "attune:standard_error"
  /// Of a trial that was started as a repeat of another one: which, see ``Replication``.
  static let replication = "attune:replication"
  /// Of a trial: why earlier attempts failed, as an array of texts.
  static let retriedFailures = "attune:retried"
  /// Of a trial, as Optuna writes it: the enqueued values, by name.
  static let fixedParameters = "fixed_params"
  /// Of a study, as Optuna writes it: the names of the objective values.
  static let metricNames = "study:metric_names"

  /// The attempt that the owner of a trial records; nil if there is none, as in trials of Optuna.
  static func attempt(in attributes: JSONObject) -> Int? {
    attributes[owner]?.objectValue?["attempt"]?.intValue
  }

  /// The number of the next attempt.
  ///
  /// It differs from the last one even if a file records an invalid number.
  static func attempt(after last: Int?) -> Int {
    guard let last, last >= 0, last < .max else { return 1 }
    return last + 1
  }
}
