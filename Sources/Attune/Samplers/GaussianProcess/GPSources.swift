/// The trials of an earlier study, as observations in the space of another one.
struct GPSources: Sendable {
  /// The trials that can be used.
  let observations: ModelObservations

  /// The coordinates of the trials.
  let points: [ModelSpace.Point]

  /// Selects the trials whose values are all possible in the study, and which have all parameters that
  /// its trials have in common.
  ///
  /// - Parameters:
  ///   - sources: The trials of the earlier study.
  ///   - axes: The parameters of both studies.
  ///   - own: The coordinates of the study's finished trials.
  /// - Complexity: O(*n* *d*) for *n* trials with *d* parameters.
  init(_ sources: TrialHistory, on axes: [ModelSpace.Axis], own: [ModelSpace.Point]) {
    let isCommon = axes.indices.map { index in
      !own.isEmpty && own.allSatisfy { $0[index] != nil }
    }
    let names = Dictionary(uniqueKeysWithValues: axes.map { ($0.name, $0) })
    func point(_ trial: TrialSnapshot) -> ModelSpace.Point {
      ModelSpace.point(of: trial.parameters, on: axes)
    }
    observations = ModelObservations(sources) { trial in
      trial.parameters.allSatisfy { names[$0.key]?.contains($0.value) ?? true }
        && zip(isCommon, point(trial)).allSatisfy { !$0 || $1 != nil }
    }
    points = observations.trials.map(point)
  }

  /// The number of trials that are not failed.
  var startedCount: Int { observations.trials.count { $0.state != .failed } }
}
