public import Attune

/// Judges every combination of given hyperparameters by cross-validation, and fits the best one.
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
/// It is a `Study` whose trials take the cells of a `GridSampler`: with a journal it goes on after an
/// interruption, other programs can look at it, and with a larger grid it tries the new cells alone.
/// Several processes can share it; in the end each waits for what the others have under way, so that all
/// find the same best combination. What is recorded tells the folds but not the data: for other examples,
/// another estimator, preparation or scoring give the search another name. A combination is judged as by
/// `trial.crossValidate(folds)`: a fold that has a score is not judged again, and a pruner gets what it
/// can compare, means or single scores. The attributes of its trial are those of a cross-validation and
/// `cv:seconds`, how long fitting and scoring took on each fold.
///
/// The score of the best combination was chosen for being the best, and is too good an estimate of what
/// the model will do: judge the model on examples that the search has not seen.
public struct GridSearch<Model: Estimator>: Sendable {
  /// The study behind it, to be looked at.
  public let study: Study
  private let grid: GridSampler

  /// Creates a search, or continues one where the storage holds it.
  ///
  /// - Parameters:
  ///   - name: Names the study within its storage.
  ///   - model: What is fitted.
  ///   - values: Numbers and labels by the names of ``TypedSpace/parameters``, all of which lie in the
  ///     space; parameters that are left out keep their defaults. An optional property that is nil by
  ///     default is there where values are given for it, or for its parameters. All values are combined:
  ///     with both values of `dropout used`, to do without is tried for each value of `dropout`.
  ///   - direction: What is wanted of the score.
  ///   - storage: Where trials are recorded.
  ///   - pruner: What gives combinations up before all folds are done.
  ///   - shuffleSeed: Shuffles the order of the combinations; nil leaves it as it is.
  /// - Throws: ``EvaluationError`` when the model's settings have no such parameter or value;
  ///   `StudyError` when the study exists with another direction; `StorageError`.
  /// - Precondition: No list of values is empty.
  public init(
    _ name: String = "grid search", of model: Model.Type, over values: [String: [JSONValue]],
    direction: Direction, storage: some Storage = .inMemory, pruner: some Pruner = .none,
    shuffledBy shuffleSeed: UInt64? = nil
  ) throws {
    let space = try Model.Settings.searchSpace
    for (name, values) in values.sorted(by: { $0.key < $1.key }) {
      guard let distribution = space[name] else {
        throw EvaluationError(
          "\(Model.Settings.self) has no parameter \"\(name)\"; it has "
            + "\(space.parameters.map(\.name))")
      }
      let unknown = values.first {
        distribution.value(labelled: $0).map { !distribution.canDraw($0) } ?? true
      }
      if let unknown {
        throw EvaluationError(
          "the value \(unknown) for \"\(name)\" is not \(distribution); take it out, or let "
            + "\(Model.Settings.self) have it")
      }
    }
    grid = GridSampler(Model.Settings().gridValues(values), shuffledBy: shuffleSeed)
    study = try Study(
      name, direction: direction, storage: storage, sampler: grid, pruner: pruner)
  }

  /// How many combinations there are.
  public var count: Int { grid.count }

  /// Judges all combinations that have not been judged yet, and fits the best one on all examples.
  ///
  /// A combination whose fit throws is a failed trial: it has no rank, and counts as tried. To try it
  /// again, give the search another name.
  ///
  /// - Parameters:
  ///   - inputs: What is known of each example.
  ///   - outputs: What is to be predicted of each example.
  ///   - folds: Which examples are fitted on and which judge; the same ones whenever a search goes on.
  ///   - preparation: What prepares the inputs; it is fitted on the training part of each fold, and for
  ///     the best model on all examples.
  ///   - parallelism: How many combinations are judged at a time.
  ///   - batchSize: How many combinations know of the same earlier ones, as in `optimize`; with it what a
  ///     pruner gives up does not depend on `parallelism`.
  ///   - maxConsecutiveFailures: After how many failures in a row the search ends with an error. Neighbours in a
  ///     grid may well fail together; the same call with a higher limit goes on.
  ///   - progress: What to show on the way: on a terminal a line, unless it is `.none`.
  ///   - scoring: The score of predictions, given the outputs first.
  /// - Throws: ``EvaluationError`` when inputs, outputs and folds do not go together, or earlier trials
  ///   were judged by other folds, before anything is run, and when no combination could be judged;
  ///   `CancellationError` when it was interrupted, after which the same call goes on;
  ///   what `optimize` and the fit of the best combination throw.
  /// - Precondition: `parallelism`, `batchSize` and `maxConsecutiveFailures` are positive.
  /// - Complexity: Besides fits and scores, O(*n*² *d*²) for *n* combinations of *d* settings.
  public func fit(
    _ inputs: [Model.Input], _ outputs: [Model.Output], folds: [Fold],
    preparedBy preparation: any Transformation<Model.Input> = Identity<Model.Input>(),
    parallelism: Int = 1,
    batchSize: Int? = nil, maxConsecutiveFailures: Int = 3, progress: ProgressDisplay = .onTerminal,
    scoring: @escaping @Sendable ([Model.Output], [Model.Prediction]) throws -> Double
  ) throws -> SearchResult<Model> {
    let run = try SearchRun<Model>(inputs, outputs, folds, preparedBy: preparation, scoring)
    return try run.result(of: study, until: .exhausted(grid), progress: progress) { rule in
      try study.optimize(
        until: rule, parallelism: parallelism, batchSize: batchSize,
        maxConsecutiveFailures: maxConsecutiveFailures, progress: progress
      ) { try run.score($0, in: study) }
    }
  }
}
