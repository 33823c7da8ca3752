public import Attune

/// Searches random hyperparameters by successive halving, and fits the best ones, as `HalvingRandomSearchCV`
/// of scikit-learn.
///
/// ```swift
/// let search = try HalvingRandomizedSearch(of: Ridge.self, direction: .minimize, seed: 1)
/// let result = try search.fit(inputs, outputs, folds: folds, scoring: meanSquaredError)
/// ```
///
/// The candidates of the first iteration are drawn without replacement. By default their number is such that
/// the last iteration uses nearly all examples. Otherwise the search is like ``HalvingGridSearch``.
///
/// If the space has fewer combinations than `candidates`, all of them are candidates, and the schedule is that
/// of their number.
public struct HalvingRandomizedSearch<Model: Estimator>: Sendable {
  /// The study of the search.
  public let study: Study
  private let draws: DistinctDraws<Model.Settings>
  private let candidateCount: Int?
  private let halving: HalvingOptions<Model.Settings>

  /// Creates a search, or resumes it if the storage holds it.
  ///
  /// - Parameters:
  ///   - name: The name of the study in its storage.
  ///   - model: The type of the estimator.
  ///   - candidates: The number of candidates of the first iteration; by default the most resources divided by
  ///     those of the first iteration.
  ///   - direction: Whether the score is minimized or maximized.
  ///   - resource: What later iterations use more of.
  ///   - factor: The factor by which resources grow and candidates decrease from an iteration to the next.
  ///   - minResources: The resources of the first iteration.
  ///   - maxResources: The resources that no iteration exceeds; by default the number of examples, or the upper
  ///     bound of the parameter.
  ///   - aggressiveElimination: Whether candidates are eliminated by iterations with the resources of the
  ///     first one if `maxResources` is too low to eliminate them by more and more resources.
  ///   - storage: The storage that records the trials.
  ///   - seed: The seed of the candidates and of the subsets of examples, as in `Study`.
  /// - Throws: ``EvaluationError`` when the space of the model is invalid, the resource is not one of its
  ///   parameters, or neither `candidates` nor the resources of the first iteration are given; `StudyError`
  ///   when the study exists with another direction or seed; `StorageError`.
  /// - Precondition: `factor` is above 1, and numbers of candidates and resources are positive.
  public init(
    _ name: String = "halving randomized search", of model: Model.Type, candidates: Int? = nil,
    direction: Direction, resource: HalvingResource = .examples, factor: Double = 3,
    minResources: HalvingMinimum = .smallest, maxResources: Int? = nil,
    aggressiveElimination: Bool = false, storage: some Storage = .inMemory, seed: UInt64? = nil
  ) throws {
    if let candidates { precondition(candidates >= 1, "halving needs a candidate") }
    guard candidates != nil || minResources != .exhaust else {
      throw EvaluationError(
        .invalidInput,
        "the number of candidates and the resources of the first iteration depend on each other; give one of "
          + "candidates and minResources")
    }
    halving = try HalvingOptions(
      resource, factor: factor, minimum: minResources, maximum: maxResources,
      isAggressive: aggressiveElimination)
    candidateCount = candidates
    study = try Study(
      name, direction: direction, storage: storage,
      sampler: CandidateQueue(summary: "HalvingRandomizedSearch"), pruner: .none, seed: seed)
    let space = try Model.Settings.searchSpace
    // The resource is not drawn.
    let resourceName = halving.parameter?.name
    let distributions = space.parameters.map { parameter in
      let isResource = parameter.name == resourceName
      return (
        Name(parameter.name), isResource ? parameter.distribution.lowest : parameter.distribution
      )
    }
    draws = DistinctDraws(
      space: SearchSpace(Dictionary(uniqueKeysWithValues: distributions)), seed: study.seed)
  }

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
  /// - Throws: The same errors as ``HalvingGridSearch``.
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
      inputs, outputs, folds, preparedBy: preparation, scoring
    ) { bounds in
      draws.distinctSettings(candidateCount ?? bounds.upperBound / bounds.lowerBound)
    }.result()
  }
}

extension Distribution {
  /// The distribution with only the lowest value.
  fileprivate var lowest: Distribution {
    switch self {
    case .float(let float):
      (try? FloatDistribution(float.low...float.low, scale: float.scale)).map { .float($0) } ?? self
    case .int(let int):
      (try? IntDistribution(int.low...int.low, scale: int.scale)).map { .int($0) } ?? self
    case .categorical: self
    }
  }
}
