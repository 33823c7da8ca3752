public import Attune

/// Evaluates every combination of given hyperparameters by cross-validation, and fits the best one, as
/// `GridSearchCV` of scikit-learn.
///
/// ```swift
/// let search = try GridSearch(
///   of: Ridge.self, over: ["penalty": [0.1, 1, 10, 100]], direction: .minimize,
///   storage: .journal("ridge.journal"))
/// let result = try search.fit(inputs, outputs, folds: folds, scoring: meanSquaredError)
/// print(result.best.settings.penalty, result.best.meanScore)
/// print(result.table.csv())
/// ```
///
/// The search is a `Study` whose trials take the cells of a `GridSampler`: with a journal it resumes after an
/// interruption, other programs can read it, and with a larger grid it tries only the new cells. Several
/// processes can share it; at the end each waits for the running trials of the others, so that all find the
/// same best combination. The folds are recorded, the data is not: for other examples, another estimator,
/// preparation or scoring give the search another name. A combination is evaluated as by
/// `trial.crossValidate(folds)`: a fold that has a score is not evaluated again, and a pruner gets means or
/// single scores, whichever it can compare. The attributes of its trial are those of a cross-validation and
/// `cv:seconds`, the times of fitting and scoring for each fold.
///
/// The score of the best combination is optimistically biased, since it was selected for being the best:
/// evaluate the model on examples that the search has not seen.
public struct GridSearch<Model: Estimator>: HyperparameterSearch {
  /// The study of the search.
  public let study: Study
  private let grid: GridSampler

  /// Creates a search, or resumes it if the storage holds it.
  ///
  /// - Parameters:
  ///   - name: The name of the study in its storage.
  ///   - model: The type of the estimator.
  ///   - values: Numbers and labels by the names of ``TypedSpace/parameters``, all of which lie in the
  ///     space; parameters that are left out keep their defaults. An optional property that is nil by
  ///     default is present if values are given for it, or for its parameters. All values are combined:
  ///     with both values of `dropout used`, no dropout is tried once for each value of `dropout`.
  ///   - direction: Whether the score is minimized or maximized.
  ///   - storage: The storage that records the trials.
  ///   - pruner: The algorithm that ends unpromising combinations before all folds are evaluated.
  ///   - shuffleSeed: The seed that shuffles the combinations; nil keeps their order.
  /// - Throws: ``EvaluationError`` when the model's settings have no such parameter or value;
  ///   `StudyError` when the study exists with another direction; `StorageError`.
  /// - Precondition: No list of values is empty.
  public init(
    _ name: String = "grid search", of model: Model.Type, over values: [String: [JSONValue]],
    direction: Direction, storage: some Storage = .inMemory, pruner: some Pruner = .none,
    shuffledBy shuffleSeed: UInt64? = nil
  ) throws {
    try Model.Settings.checkGrid(values)
    grid = GridSampler(Model.Settings().gridValues(values), shuffledBy: shuffleSeed)
    study = try Study(
      name, direction: direction, storage: storage, sampler: grid, pruner: pruner)
  }

  /// The number of combinations.
  public var count: Int { grid.count }

  /// The rule by which the search ends: when all combinations have been tried.
  public var stopRule: StopRule { .exhausted(grid) }
}
