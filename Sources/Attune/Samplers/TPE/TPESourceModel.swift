/// The Parzen estimators of another study's trials, over the parameters of a space.
///
/// The trials are split into good and other ones by their own order, so that the objective values of
/// the two studies need not have the same scale.
///
/// A parameter that the other study does not have is independent of the others here, and distributed
/// as its prior.
struct TPESourceModel: Sendable {
  /// The parameters of the space.
  let space: SearchSpace

  /// The priors and the orders of choices, by parameter of the space; empty if there are none.
  let hints: [ParameterHints]

  /// The number of trials that have all parameters of ``known``.
  let trialCount: Int

  /// The estimators over the parameters that the other study has.
  private let known: Part

  /// The priors of the parameters that it does not have; nil if there are none.
  private let missing: Part?

  /// The estimators over some parameters of the space.
  private struct Part: Sendable {
    let model: TPEModel

    /// The indices of the parameters in the space.
    let parameters: [Int]
  }

  /// Creates the model.
  ///
  /// - Parameters:
  ///   - sources: The trials of the other study.
  ///   - model: Returns a model without observations.
  ///   - configuration: The settings of TPE.
  /// - Complexity: O(*n* *d* + *n* log *n*) for *n* trials and *d* parameters.
  init(
    space: SearchSpace, hints: [ParameterHints], sources: TrialHistory,
    configuration: TPESampler.Configuration,
    model: (_ space: SearchSpace, _ hints: [ParameterHints]) -> TPEModel
  ) {
    self.space = space
    self.hints = hints
    let columns = space.parameters.indices.map { index in
      Self.column(
        of: space.parameters[index], isOrdered: hints.isEmpty ? false : hints[index].isAscending,
        in: sources)
    }
    func part(_ parameters: [Int]) -> Part {
      let names = Dictionary(
        uniqueKeysWithValues: parameters.map {
          (space.parameters[$0].key, space.parameters[$0].distribution)
        })
      return Part(
        model: model(SearchSpace(names), hints.isEmpty ? [] : parameters.map { hints[$0] }),
        parameters: parameters)
    }
    let isKnown = columns.map { $0.order.count > 0 }
    let missing = columns.indices.filter { !isKnown[$0] }
    let known = part(columns.indices.filter { isKnown[$0] })
    let usable = sources.restricted { number in
      known.parameters.allSatisfy { !columns[$0].coordinate(number: number).isNaN }
    }
    var observed = known.model
    observed.update(
      to: usable, columns: observed.good.layout.parameters.map { columns[known.parameters[$0]] },
      split: TrialSplit(history: usable) {
        configuration.gamma.goodCount($0, directions: usable.directions.count)
      },
      running: [], usesRelativeParameters: false,
      usesRankWeights: configuration.usesRankWeights && usable.directions.count == 1)
    trialCount = known.parameters.isEmpty ? 0 : observed.good.count + observed.rest.count
    self.known = Part(model: observed, parameters: known.parameters)
    self.missing = missing.isEmpty ? nil : part(missing)
  }

  /// The coordinates of a parameter's values in the complete and pruned trials, along the axis that it
  /// has now; empty if its values are of another kind.
  private static func column(
    of parameter: SearchSpace.Parameter, isOrdered: Bool, in sources: TrialHistory
  ) -> ParameterColumn {
    let axis = ParzenAxis(parameter.distribution, isOrdered: isOrdered)
    var column = ParameterColumn()
    for trial in sources where trial.state == .complete || trial.state == .pruned {
      guard let label = trial.parameters.parameter(named: parameter.name)?.value,
        let value = parameter.distribution.value(labelled: label)
      else { continue }
      column.insert(axis.coordinate(of: value), number: trial.number)
    }
    return column
  }
}

extension TPESourceModel {
  /// ln l(x) at points of the whole space.
  func logGoodDensities(at points: ParzenPoints) -> [Double] {
    logDensities(at: points, known.model.good)
  }

  /// ln g(x) at points of the whole space.
  func logRestDensities(at points: ParzenPoints) -> [Double] {
    logDensities(at: points, known.model.rest)
  }

  private func logDensities(at points: ParzenPoints, _ estimator: ParzenEstimator) -> [Double] {
    let logs = estimator.logDensities(
      at: points.projected(to: estimator.layout, parameters: known.parameters))
    guard let missing else { return logs }
    let prior = missing.model.good
    let priors = prior.logDensities(
      at: points.projected(to: prior.layout, parameters: missing.parameters))
    return zip(logs, priors).map { $0 + $1 }
  }

  /// Draws points of the whole space from l(x), and appends them to others.
  func append(_ count: Int, to points: inout ParzenPoints, using random: inout RandomStream) {
    let parts = [known] + (missing.map { [$0] } ?? [])
    let samples = parts.map { $0.model.good.sample(count, using: &random) }
    for index in 0..<count {
      var point = [Double](repeating: 0, count: space.parameters.count)
      for (part, sample) in zip(parts, samples) {
        for (parameter, value) in zip(part.parameters, sample.values(of: index)) {
          point[parameter] = value
        }
      }
      points.append(point)
    }
  }
}
