public import Attune

/// Evaluates hyperparameters sampled from their space by cross-validation, and fits the best ones, as
/// `RandomizedSearchCV` of scikit-learn.
///
/// ```swift
/// let search = try RandomizedSearch(of: Ridge.self, trials: 60, direction: .minimize, seed: 1)
/// let result = try search.fit(inputs, outputs, folds: folds, scoring: meanSquaredError)
/// ```
///
/// Equal settings are evaluated once. Random settings are drawn without replacement, as scikit-learn does
/// where all parameters are lists: a trial that would repeat another one draws again, so the trials do not
/// depend on `parallelism`, and a search ends early when it has tried all settings. If another sampler repeats
/// settings, or they are enqueued twice, the trial copies the scores of the earlier one.
///
/// It is a `Study` like ``GridSearch``. With another sampler than the random one, such as `.tpe()`, it
/// learns from the scores so far, which takes fewer trials to the same score. To try the defaults first,
/// call `search.study.enqueueDefaults(of: Ridge.Settings.self)`.
public struct RandomizedSearch<Model: Estimator>: HyperparameterSearch {
  /// The study of the search.
  public let study: Study
  private let trialCount: Int
  /// The draws without replacement; nil when another sampler proposes settings.
  private let distinctDraws: DistinctDraws<Model.Settings>?

  /// Creates a search, or resumes it if the storage holds it.
  ///
  /// - Parameters:
  ///   - name: The name of the study in its storage.
  ///   - model: The type of the estimator.
  ///   - trials: The number of finished trials that the study is to hold, including those of earlier runs; fewer
  ///     if there are fewer settings.
  ///   - direction: Whether the score is minimized or maximized.
  ///   - storage: The storage that records the trials.
  ///   - sampler: The algorithm that proposes hyperparameters.
  ///   - pruner: The algorithm that ends unpromising trials before all folds are evaluated.
  ///   - seed: The seed of all random numbers, as in `Study`.
  /// - Throws: ``EvaluationError`` when the space of the model is invalid; `StudyError` when
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
    // The seed may be the recorded one of an existing study, so it is known only now.
    let draws = DistinctDraws<Model.Settings>(space: space, seed: opened.seed)
    distinctDraws = draws
    study = try Study(
      name, direction: direction, storage: storage, sampler: DistinctRandomSampler(draws: draws),
      pruner: pruner, seed: seed)
  }

  /// The rule by which the search ends: when the study holds the trials that were asked for, or all settings
  /// have been tried.
  public var stopRule: StopRule {
    .trials(distinctDraws?.trialCount(atMost: trialCount, in: study.trials) ?? trialCount)
  }
}
