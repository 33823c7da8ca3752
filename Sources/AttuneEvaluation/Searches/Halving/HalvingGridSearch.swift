public import Attune

/// Searches all combinations of given hyperparameters by successive halving, and fits the best one, as
/// `HalvingGridSearchCV` of scikit-learn.
///
/// ```swift
/// let search = try HalvingGridSearch(
///   of: Ridge.self, over: ["penalty": [0.01, 0.1, 1, 10, 100, 1000]], direction: .minimize,
///   storage: .journal("ridge.journal"), seed: 1)
/// let result = try search.fit(inputs, outputs, folds: folds, scoring: meanSquaredError)
/// print(result.best.settings.penalty, result.schedule?.iterations ?? [])
/// ```
///
/// All combinations are cross-validated with few resources, such as a few examples; the best third, with
/// three times the resources; and so on. The best combination is that of the last iteration with the best
/// mean score. A ``HalvingSchedule`` has the numbers of candidates and resources, which are those of
/// scikit-learn.
///
/// The search is a `Study`: with a journal it resumes after an interruption, several processes can share it,
/// and other programs can read it. Each candidate of an iteration is a trial. Trials before the last iteration
/// are recorded as pruned, so that `study.bestTrial` is one of the last iteration. The seed, the folds and the
/// resources are recorded, the data is not: for other examples, another estimator, preparation or scoring
/// give the search another name.
///
/// A candidate whose fit throws fails, and is kept only if there are not enough others. Differences from
/// scikit-learn: subsets of examples are always drawn with a seed, a separate one for each part of each fold,
/// keep the order of the examples, and can be stratified; combinations that differ only in an unused optional
/// property are one candidate.
public struct HalvingGridSearch<Model: Estimator>: Sendable {
  /// The study of the search.
  public let study: Study
  private let candidates: [[String: JSONValue]]
  private let halving: HalvingOptions<Model.Settings>

  /// Creates a search, or resumes it if the storage holds it.
  ///
  /// - Parameters:
  ///   - name: The name of the study in its storage.
  ///   - model: The type of the estimator.
  ///   - values: Numbers and labels by the names of ``TypedSpace/parameters``, as in ``GridSearch``.
  ///   - direction: Whether the score is minimized or maximized.
  ///   - resource: What later iterations use more of.
  ///   - factor: The factor by which resources grow and candidates decrease from an iteration to the next.
  ///   - minResources: The resources of the first iteration.
  ///   - maxResources: The resources that no iteration exceeds; by default the number of examples, or the upper
  ///     bound of the parameter.
  ///   - aggressiveElimination: Whether candidates are eliminated by iterations with the resources of the
  ///     first one if `maxResources` is too low to eliminate them by more and more resources.
  ///   - storage: The storage that records the trials.
  ///   - seed: The seed of the subsets of examples, as in `Study`.
  /// - Throws: ``EvaluationError`` when the model's settings have no such parameter or value, or the resource is
  ///   not one of them; `StudyError` when the study exists with another direction or seed; `StorageError`.
  /// - Precondition: No list of values is empty, `factor` is above 1, and numbers of resources are positive.
  /// - Complexity: O(*c* *d*) for *c* combinations of *d* parameters.
  public init(
    _ name: String = "halving grid search", of model: Model.Type,
    over values: [String: [JSONValue]], direction: Direction,
    resource: HalvingResource = .examples, factor: Double = 3,
    minResources: HalvingMinimum = .exhaust, maxResources: Int? = nil,
    aggressiveElimination: Bool = false, storage: some Storage = .inMemory, seed: UInt64? = nil
  ) throws {
    halving = try HalvingOptions(
      resource, factor: factor, minimum: minResources, maximum: maxResources,
      isAggressive: aggressiveElimination)
    try Model.Settings.checkGrid(values)
    var values = values
    if let parameter = halving.parameter {
      guard values[parameter.name] == nil else {
        throw EvaluationError(
          .invalidValue,
          "\"\(parameter.name)\" is the resource, and has values to search as well; remove them")
      }
      values[parameter.name] = [
        parameter.distribution.label(of: parameter.distribution.value(at: 0))
      ]
    }
    var seen = Set<[String: JSONValue]>()
    candidates = GridSampler(Model.Settings().gridValues(values)).allValues
      .map { values in
        DistinctDraws<Model.Settings>.used(Dictionary(values.map { ($0.key, $0.value) }) { $1 })
      }
      .filter { seen.insert($0).inserted }
    study = try Study(
      name, direction: direction, storage: storage,
      sampler: CandidateQueue(summary: "HalvingGridSearch"), pruner: .none, seed: seed)
  }

  /// The number of candidates.
  public var count: Int { candidates.count }

  /// Runs the remaining trials, and fits the best hyperparameters of the last iteration on all examples.
  ///
  /// - Parameters:
  ///   - inputs: The features of each example.
  ///   - outputs: The target of each example.
  ///   - folds: The splits into training and validation examples; the same ones whenever a search is resumed.
  ///   - preparation: The transformation of the inputs, which is fitted on the training part of each fold,
  ///     and for the best model on all examples.
  ///   - parallelism: The number of trials that run at a time, which the result does not depend on.
  ///   - maxConsecutiveFailures: The number of failures in a row after which the search ends with an error.
  ///   - abortTypes: The types of errors that end the search at once.
  ///   - progress: The progress display: a line on a terminal, unless it is `.none`.
  ///   - onTrialEnd: Called after each trial of this run, from the thread that ran it.
  ///   - scoring: Returns the score of predictions; its first argument are the targets.
  /// - Returns: The best hyperparameters, the model fitted with them, and the scores of all trials.
  /// - Throws: ``EvaluationError`` when inputs, outputs, folds and resources do not match, or earlier trials are
  ///   those of another search, before a trial is run, and when no trial of the last iteration could be
  ///   evaluated; `CancellationError` when the search was interrupted or stopped by `study.stop()`, after which
  ///   the same call resumes it; what `optimize` and the fit of the best hyperparameters throw.
  /// - Precondition: `maxConsecutiveFailures` is positive.
  /// - Complexity: Beside fits and scores, O(*n*² *d*) for *n* trials of *d* settings.
  public func fit(
    _ inputs: [Model.Input], _ outputs: [Model.Output], folds: [Fold],
    preparedBy preparation: any Transformation<Model.Input> = Identity<Model.Input>(),
    parallelism: Parallelism = 1, maxConsecutiveFailures: Int = 3,
    abortOn abortTypes: [any Error.Type] = [], progress: ProgressDisplay = .onTerminal,
    onTrialEnd: (@Sendable (Study, TrialSnapshot) throws -> Void)? = nil,
    scoring: @escaping @Sendable ([Model.Output], [Model.Prediction]) throws -> Double
  ) throws -> SearchResult<Model> {
    try HalvingRun<Model>(
      study, halving,
      HalvingRun.Options(
        parallelism: parallelism, maxConsecutiveFailures: maxConsecutiveFailures,
        abortTypes: abortTypes, progress: progress, onTrialEnd: onTrialEnd),
      inputs, outputs, folds, preparedBy: preparation, scoring, candidates: { _ in candidates }
    ).result()
  }
}
