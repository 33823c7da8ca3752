import Synchronization

/// Creates the models of histories, and keeps what several proposals need.
///
/// What is kept follows from the history, so that losing it changes nothing.
final class GPModelPool: Sendable {
  /// What the hyperparameters of a fit depend on.
  private struct FitKey: Hashable, Sendable {
    let last: HistoryEntry?
    let count: Int
    let axes: [ModelSpace.Axis]
    let sources: [HistoryEntry]
    let warp: OutputWarp
  }

  private let configuration: GPSampler.Configuration
  private let sources: TrialHistory?
  private let sourceParameters: SeenParameters
  private let kept = Mutex<[(key: FitKey, parameters: GPModelParameters)]>([])

  private let parameters = HistoryFold(SeenParameters(), includingFailed: true) { seen, trial in
    seen.add(trial)
  }

  /// Creates a pool without models.
  ///
  /// - Parameter sources: The trials of an earlier study; nil for none.
  init(_ configuration: GPSampler.Configuration, sources: TrialHistory? = nil) {
    self.configuration = configuration
    self.sources = sources
    var seen = SeenParameters()
    for entry in sources?.endings ?? ChunkedArray() {
      if let trial = sources?[Int(entry.number)] { seen.add(trial) }
    }
    sourceParameters = seen
  }

  /// The parameters of the finished trials of a history, and of the earlier study.
  func axes(
    of history: TrialHistory, hints: (SearchSpace) -> [ParameterHints]
  ) -> [ModelSpace.Axis] {
    var seen = parameters.state(at: history)
    seen.addMissing(sourceParameters)
    return seen.axes(hints)
  }

  /// The number of trials of the earlier study that count as start-up trials of a history.
  func sourceCount(of history: TrialHistory) -> Int {
    guard let sources else { return 0 }
    let axes = axes(of: history) { _ in [] }
    let own = ModelObservations(history).trials.map {
      ModelSpace.point(of: $0.parameters, on: axes)
    }
    return GPSources(sources, on: axes, own: own).startedCount
  }

  /// The model of the finished trials of a history; nil if no parameter varies or no trial has a value.
  ///
  /// - Parameters:
  ///   - axes: The parameters of the trials.
  ///   - random: The source of the weights of several objectives.
  func model(
    of history: TrialHistory, on axes: [ModelSpace.Axis], warp: OutputWarp,
    objectives random: inout RandomStream
  ) -> GPModel? {
    guard !axes.isEmpty else { return nil }
    let observations = ModelObservations(history)
    let data = data(
      observations, first: observations.count, on: axes,
      weights: ModelObservations.weights(history.directions, using: &random), warp: warp)
    guard data.hasScores else { return nil }
    let part = data.first(observations.count)
    // The weights of several objectives differ from trial to trial, and so do their fits.
    let fitted =
      history.directions.count == 1
      ? chainedFit(schedule.fittedCount(for: observations.count), data)
      : fit(part, data.space, from: nil)
    let prior = GaussianProcessPrior.starts(dimensionCount: data.space.kinds.count)[0]
    guard var fitted = fitted?.mapped(to: axes.map(\.name), prior: prior) else { return nil }
    for constraint in part.constraints where fitted.constraints[constraint.name] == nil {
      // The first trial with the constraint is newer than the fit.
      fitted.constraints[constraint.name] = prior
    }
    return GPModel(data, part, fitted, reducesBounds: configuration.reducesBounds)
  }

  /// The first observations, with coordinates for some parameters.
  private func data(
    _ observations: ModelObservations, first count: Int, on axes: [ModelSpace.Axis],
    weights: [Double], warp: OutputWarp
  ) -> GPModelData {
    let points = observations.trials.prefix(count).map {
      ModelSpace.point(of: $0.parameters, on: axes)
    }
    let sources = sources.map { GPSources($0, on: axes, own: points) }
    return GPModelData(
      ModelSpace(axes, learnedFrom: points, sources: sources?.points), observations,
      points: points, sources: sources, weights: weights, warp: warp)
  }

  // MARK: Fits

  private let schedule = RefitSchedule()

  /// The hyperparameters that are fitted to the first observations.
  ///
  /// They depend on the parameters of these observations only, so that a fit is valid whatever the study's
  /// later trials are.
  private func chainedFit(_ count: Int, _ data: GPModelData) -> GPModelParameters? {
    var seen = SeenParameters()
    for trial in data.observations.trials.prefix(count) { seen.add(trial) }
    seen.addMissing(sourceParameters)
    let axes = seen.axes(like: data.space.axes)
    let key = FitKey(
      last: count > 0 ? data.observations.entries[count - 1] : nil, count: count, axes: axes,
      sources: data.sources?.observations.entries ?? [], warp: data.warp)
    if let known = kept.withLock({ kept in kept.first { $0.key == key } }) {
      return known.parameters
    }
    let first = self.data(
      data.observations, first: count, on: axes, weights: data.weights, warp: data.warp)
    let previous = schedule.previousCount(of: count).flatMap { chainedFit($0, data) }
    guard
      let parameters = fit(
        first.first(count), first.space, from: previous, usesPrior: schedule.usesPriorStarts(count))
    else { return previous }
    kept.withLock { kept in
      if kept.count == 64 { kept.removeFirst() }
      kept.append((key, parameters))
    }
    return parameters
  }

  /// The hyperparameters of the processes of the scores and of the constraints.
  private func fit(
    _ data: GPModelData.Part, _ space: ModelSpace, from previous: GPModelParameters?,
    usesPrior: Bool = true
  ) -> GPModelParameters? {
    let fit = GaussianProcessFit(isDeterministic: configuration.isDeterministic)
    let priorStarts = GaussianProcessPrior.starts(dimensionCount: space.kinds.count)
    let names = space.axes.map(\.name)
    let previous = previous?.mapped(to: names, prior: priorStarts[0])
    func parameters(
      _ points: CoordinateTable, _ outputs: [Double], from start: GaussianProcessParameters?,
      counts: OutputCounts? = nil
    ) -> GaussianProcessParameters? {
      let starts = usesPrior || start == nil ? priorStarts : []
      return fit.parameters(
        points: points, outputs: outputs, starts: (start.map { [$0] } ?? []) + starts,
        counts: counts)
    }
    guard
      let objective = parameters(
        data.table, data.scores, from: previous?.objective, counts: data.counts)
    else { return nil }
    var result = GPModelParameters(names: names, objective: objective)
    for constraint in data.constraints {
      let start = previous?.constraints[constraint.name]
      guard let fitted = parameters(data.own, constraint.values.outputs, from: start) else {
        return nil
      }
      result.constraints[constraint.name] = fitted
    }
    return result
  }
}
