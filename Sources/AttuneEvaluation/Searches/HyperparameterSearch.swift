public import Attune

/// A search over the hyperparameters of an estimator by cross-validation: ``GridSearch`` and
/// ``RandomizedSearch``, and searches of your own.
public protocol HyperparameterSearch<Model>: Sendable {
  /// The estimator whose hyperparameters are searched.
  associatedtype Model: Estimator

  /// The study of the search, whose trials suggest `Model.Settings`.
  var study: Study { get }

  /// The rule by which the search ends. It depends only on the trials of the study.
  var stopRule: StopRule { get }
}

extension HyperparameterSearch {
  /// Runs the remaining trials, and fits the best hyperparameters on all examples.
  ///
  /// A trial whose fit throws fails, and counts as tried. To try its settings again, give the search another
  /// name.
  ///
  /// - Parameters:
  ///   - inputs: The features of each example.
  ///   - outputs: The target of each example.
  ///   - folds: The splits into training and validation examples; the same ones whenever a search is resumed.
  ///   - preparation: The transformation of the inputs, which is fitted on the training part of each fold,
  ///     and for the best model on all examples.
  ///   - parallelism: The number of trials that run at a time, such as `4` or `.allCores`.
  ///   - batchSize: The number of trials that see the same earlier ones, as in `optimize`; with it the
  ///     decisions of a pruner do not depend on `parallelism`.
  ///   - maxConsecutiveFailures: The number of failures in a row after which the search ends with an error.
  ///     Neighbours in a grid may well fail together; the same call with a higher limit continues.
  ///   - abortTypes: The types of errors that end the search at once.
  ///   - progress: The progress display: a line on a terminal, unless it is `.none`.
  ///   - onTrialEnd: Called after each trial of this run, from the thread that ran it.
  ///   - scoring: Returns the score of predictions; its first argument are the targets.
  /// - Returns: The best hyperparameters, the model fitted with them, and the scores of all trials.
  /// - Throws: ``EvaluationError`` when inputs, outputs and folds do not match, or earlier trials were
  ///   evaluated on other folds, before a trial is run, and when no trial could be evaluated;
  ///   `CancellationError` when the search was interrupted or stopped by `study.stop()`, after which the same
  ///   call resumes it; what
  ///   `optimize` and the fit of the best hyperparameters throw.
  /// - Precondition: `batchSize` and `maxConsecutiveFailures` are positive.
  /// - Complexity: Beside fits and scores, O(*n*² *d*²) for *n* trials of *d* settings.
  public func fit(
    _ inputs: [Model.Input], _ outputs: [Model.Output], folds: [Fold],
    preparedBy preparation: any Transformation<Model.Input> = Identity<Model.Input>(),
    parallelism: Parallelism = 1, batchSize: Int? = nil, maxConsecutiveFailures: Int = 3,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)? = nil,
    scoring: @escaping @Sendable ([Model.Output], [Model.Prediction]) throws -> Double
  ) throws -> SearchResult<Model> {
    let run = try SearchRun<Model>(inputs, outputs, folds, preparedBy: preparation, scoring)
    let rule = stopRule
    let options = RunOptions(
      until: rule, batchSize: batchSize, maxConsecutiveFailures: maxConsecutiveFailures,
      abortOn: abortTypes, progress: progress)
    return try run.result(of: study, until: rule, progress: progress) {
      try study.optimize(options, parallelism, onTrialEnd) { try run.score($0, in: study) }
    }
  }
}
