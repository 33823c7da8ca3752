/// A Gaussian process of the standardized values of complete trials.
struct PredictionModel: Sendable {
  private let space: ModelSpace
  private let process: GaussianProcess
  private let scaling: StandardScaling
  private let direction: Direction
  /// The names of all parameters of the trials.
  private let names: Set<Name>

  /// Fits the process.
  ///
  /// - Throws: ``AnalysisError`` for a multi-objective study, and without a complete trial with a finite
  ///   value and a parameter that varies.
  init(
    _ history: TrialHistory, _ axes: [ModelSpace.Axis], _ configuration: GPSampler.Configuration
  ) throws(AnalysisError) {
    guard history.directions.count == 1 else {
      throw AnalysisError(
        .unsupported,
        "a prediction needs a study with one objective, and this one has "
          + "\(history.directions.count)")
    }
    let observations = ModelObservations(history) {
      $0.state == .complete && $0.value?.isFinite == true
    }
    guard observations.count > 0 else {
      throw AnalysisError(
        .noTrials, "a prediction needs a complete trial with parameters and a finite value")
    }
    guard !axes.isEmpty else {
      throw AnalysisError(.noParameters, "a prediction needs a parameter that varies")
    }
    let points = observations.trials.map { ModelSpace.point(of: $0.parameters, on: axes) }
    space = ModelSpace(axes, learnedFrom: points)
    direction = history.directions[0]
    names = Set(observations.trials.flatMap { $0.parameters.map(\.key) })
    let part = GPModelData(
      space, observations, points: points, sources: nil, weights: [], warp: .none
    ).first(observations.count)
    let losses = observations.losses(objective: 0, first: observations.count)
    // Of the same numbers as the outputs: magnitudes above 1e300 are limited.
    scaling = StandardScaling(FailedScores(part.indices.map { -losses[$0] }).valid)
    let starts = GaussianProcessPrior.starts(dimensionCount: space.kinds.count)
    let fit = GaussianProcessFit(isDeterministic: configuration.isDeterministic)
    let parameters =
      fit.parameters(points: part.table, outputs: part.scores, starts: starts, counts: part.counts)
      ?? starts[0]
    guard
      let process = GaussianProcess(
        parameters: parameters, points: part.table, outputs: part.scores, counts: part.counts)
    else { throw AnalysisError("the model of the trials is numerically impossible") }
    self.process = process
  }

  /// The prediction at parameters.
  ///
  /// - Throws: ``AnalysisError`` for unknown names and for values of another kind.
  /// - Complexity: O(*n*²) for *n* trials.
  func prediction(of parameters: JSONObject) throws(AnalysisError) -> ObjectivePrediction {
    var point = ModelSpace.Point(repeating: nil, count: space.axes.count)
    for (name, label) in parameters {
      guard let index = space.axes.firstIndex(where: { $0.name.text.isIdentical(to: name) }) else {
        if names.contains(Name(name)) { continue }
        throw AnalysisError(
          .invalidRequest,
          "no complete trial has a parameter \"\(name)\"; the parameters that vary are "
            + space.axes.map(\.name.text).joined(separator: ", "))
      }
      guard let coordinate = space.axes[index].coordinate(of: label) else {
        throw AnalysisError(
          .invalidRequest,
          "the value \(label) of \"\(name)\" is not \(space.axes[index].distribution)")
      }
      point[index] = coordinate
    }
    let moments = process.moments(
      at: CoordinateTable(kinds: space.kinds, points: [space.imputed(point)]))
    let score = scaling.mean + scaling.deviation * moments.means[0]
    return ObjectivePrediction(
      // A loss is the negative score.
      mean: direction.loss(-score),
      standardDeviation: scaling.deviation * max(moments.variances[0], 0).squareRoot())
  }
}
