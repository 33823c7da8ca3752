public import Attune

/// Judges hyperparameters drawn from their space by cross-validation, and fits the best ones.
///
/// ```swift
/// let search = try RandomizedSearch(of: Ridge.self, trials: 60, direction: .minimize, seed: 1)
/// let result = try search.fit(inputs, outputs, folds: folds, scoring: meanSquaredError)
/// ```
///
/// Equal settings are evaluated once. Random settings are drawn without replacement, as scikit-learn does
/// where all parameters are lists: a trial that would repeat another one draws again, so the trials do not
/// depend on `parallelism`, and a search ends early when it has tried all settings there are. Where another
/// sampler repeats settings, or they are enqueued twice, the trial takes over the scores of the earlier one.
///
/// It is a `Study` like ``GridSearch``. With another sampler than the random one, such as `.tpe()`, it
/// learns from the scores so far, which takes fewer trials to the same score. To try the defaults first,
/// call `search.study.enqueueDefaults(of: Ridge.Settings.self)`.
public struct RandomizedSearch<Model: Estimator>: Sendable {
  /// The study behind it, to be looked at.
  public let study: Study
  private let trialCount: Int
  /// How settings are drawn that no other trial has; nil when another sampler proposes them.
  private let distinctDraws: DistinctDraws<Model.Settings>?

  /// Creates a search, or continues one where the storage holds it.
  ///
  /// - Parameters:
  ///   - name: Names the study within its storage.
  ///   - model: What is fitted.
  ///   - trials: How many finished trials the study is to hold, earlier runs included; fewer when there
  ///     are fewer settings to draw.
  ///   - direction: What is wanted of the score.
  ///   - storage: Where trials are recorded.
  ///   - sampler: What proposes hyperparameters.
  ///   - pruner: What gives trials up before all folds are done.
  ///   - seed: What all random numbers derive from, as in `Study`.
  /// - Throws: ``EvaluationError`` when the space of the model is not declared well; `StudyError` when
  ///   the study exists with another direction or seed; `StorageError`.
  public init(
    _ name: String = "randomized search", of model: Model.Type, trials: Int,
    direction: Direction, storage: some Storage = .inMemory, sampler: some Sampler = .random,
    pruner: some Pruner = .none, seed: UInt64? = nil
  ) throws {
    let space = try Model.Settings.searchSpace
    trialCount = trials
    let opened = try Study(
      name, direction: direction, storage: storage, sampler: sampler, pruner: pruner, seed: seed)
    guard sampler is RandomSampler else {
      distinctDraws = nil
      study = opened
      return
    }
    // The seed may be that of a study that exists already, so it is known only now.
    let draws = DistinctDraws<Model.Settings>(space: space, seed: opened.seed)
    distinctDraws = draws
    study = try Study(
      name, direction: direction, storage: storage, sampler: DistinctRandomSampler(draws: draws),
      pruner: pruner, seed: seed)
  }

  /// Runs the trials that are left, and fits the best hyperparameters on all examples.
  ///
  /// A trial whose fit throws fails; it counts among the trials.
  ///
  /// - Parameters:
  ///   - inputs: What is known of each example.
  ///   - outputs: What is to be predicted of each example.
  ///   - folds: Which examples are fitted on and which judge; the same ones whenever a search goes on.
  ///   - preparation: What prepares the inputs; it is fitted on the training part of each fold, and for
  ///     the best model on all examples.
  ///   - parallelism: How many trials run at a time.
  ///   - batchSize: How many trials know of the same earlier ones, as in `optimize`.
  ///   - maxConsecutiveFailures: After how many failures in a row the search ends with an error; the same call
  ///     with a higher limit goes on.
  ///   - progress: What to show on the way: on a terminal a line, unless it is `.none`.
  ///   - scoring: The score of predictions, given the outputs first.
  /// - Throws: As ``GridSearch/fit(_:_:folds:preparedBy:parallelism:batchSize:maxConsecutiveFailures:progress:scoring:)``
  ///   does.
  /// - Precondition: `parallelism`, `batchSize` and `maxConsecutiveFailures` are positive.
  public func fit(
    _ inputs: [Model.Input], _ outputs: [Model.Output], folds: [Fold],
    preparedBy preparation: any Transformation<Model.Input> = Identity<Model.Input>(),
    parallelism: Int = 1,
    batchSize: Int? = nil, maxConsecutiveFailures: Int = 3, progress: ProgressDisplay = .onTerminal,
    scoring: @escaping @Sendable ([Model.Output], [Model.Prediction]) throws -> Double
  ) throws -> SearchResult<Model> {
    let run = try SearchRun<Model>(inputs, outputs, folds, preparedBy: preparation, scoring)
    let count = distinctDraws?.trialCount(atMost: trialCount, in: study.trials) ?? trialCount
    return try run.result(of: study, until: .trials(count), progress: progress) { rule in
      try study.optimize(
        until: rule, parallelism: parallelism, batchSize: batchSize,
        maxConsecutiveFailures: maxConsecutiveFailures, progress: progress
      ) { try run.score($0, in: study) }
    }
  }
}
