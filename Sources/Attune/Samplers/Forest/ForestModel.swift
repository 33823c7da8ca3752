/// The observations of a study at one point of its history, on which trees are grown.
struct ForestModel: Sendable {
  let space: ModelSpace
  /// The points of the observations.
  let points: [[Double]]
  /// The transformed scores, about standardized; larger is better.
  private let outputs: [Double]
  /// The highest score of a trial that is complete and satisfies all constraints; of all if there is none.
  private let incumbent: Double
  private let configuration: ForestSampler.Configuration

  /// Reads the finished trials of a history; nil if no parameter varies or no trial has a value.
  ///
  /// - Parameters:
  ///   - axes: The parameters of the trials.
  ///   - random: The source of the weights of several objectives.
  init?(
    _ history: TrialHistory, on axes: [ModelSpace.Axis],
    _ configuration: ForestSampler.Configuration, using random: inout RandomStream
  ) {
    guard !axes.isEmpty else { return nil }
    let observations = ModelObservations(history)
    let scores = observations.scores(
      first: observations.count,
      weights: ModelObservations.weights(history.directions, using: &random))
    guard scores.contains(where: \.isFinite) else { return nil }
    let all = observations.trials.map { ModelSpace.point(of: $0.parameters, on: axes) }
    space = ModelSpace(axes, learnedFrom: all)
    let indices = ModelObservations.selection(of: scores, limit: 1000, newest: 500)
    points = indices.map { [space] in space.imputed(all[$0]) }
    let violations = indices.map { history.violation(of: observations.trials[$0].number) }
    outputs = ForestScores.outputs(
      indices.map { scores[$0] }, violations: violations, warp: configuration.warp)
    let good = indices.indices.filter {
      observations.trials[indices[$0]].state == .complete && violations[$0] == 0
    }
    incumbent = good.map { [outputs] in outputs[$0] }.max() ?? outputs.max() ?? 0
    self.configuration = configuration
  }

  /// The points of the observations with the highest scores.
  func best(_ count: Int) -> [[Double]] {
    outputs.indices.sorted { (outputs[$1], $0) < (outputs[$0], $1) }.prefix(count)
      .map { points[$0] }
  }

  /// The value of evaluating a point.
  ///
  /// Running trials are observations with the mean score: the constant liar of Ginsbourger, Le Riche and
  /// Carraro 2010, section 4.3.
  ///
  /// - Parameters:
  ///   - pending: The points of running trials.
  ///   - seed: The seed of the trees.
  func acquisition(pending: [[Double]], seed: UInt64) -> ForestAcquisition {
    let mean = outputs.reduce(0, +) / Double(outputs.count)
    let all = points + pending
    let columns = space.kinds.enumerated().map { index, kind -> ForestPoints.Column in
      switch kind {
      case .numeric: .numbers(all.map { $0[index] })
      case .category: .labels(all.map { Int($0[index]) }, count: 0)
      }
    }
    let data = ForestPoints(columns: columns, values: outputs + pending.map { _ in mean })
    return ForestAcquisition(
      surrogate: surrogate(data, seed: seed), criterion: .logExpectedImprovement(over: incumbent),
      kinds: space.kinds)
  }

  /// The number of boosted models.
  private static let memberCount = 8

  private func surrogate(_ data: ForestPoints, seed: UInt64) -> any ForestSurrogate {
    var rules = TreeRules()
    rules.minimumLeafSize = configuration.minimumLeafSize
    switch configuration.kind {
    case .randomForest: rules.threshold = .between
    case .extraTrees: rules.threshold = .random
    case .gradientBoosting:
      var boosting = BoostedTrees.Configuration()
      boosting.minimumLeafSize = configuration.minimumLeafSize
      return BoostedEnsemble(
        growingOn: data, memberCount: Self.memberCount, configuration: boosting, seed: seed)
    }
    return RandomForest(
      growingOn: data, treeCount: configuration.treeCount, rules: rules,
      usesBootstrap: configuration.kind == .randomForest, seed: seed)
  }
}
