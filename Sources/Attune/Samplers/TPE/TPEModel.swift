/// The Parzen estimators of the good trials, *l*, and of the other trials, *g*, over a space.
///
/// They are the two densities of Bergstra et al. 2011, section 4, eq. (2):
///
///     p(x | y) = l(x) if y < y*, else g(x)
///
/// where y* is the γ-quantile of the losses. Between two proposals, few trials are added and few
/// move from one estimator to the other, so a model is updated rather than rebuilt. It is a cache:
/// its state depends only on the trials, not on the sequence of updates.
struct TPEModel: Sendable {
  let space: SearchSpace
  /// The priors and the orders of choices, by parameter of the space; empty if there are none.
  let hints: [ParameterHints]
  /// The density l(x) of the good trials.
  private(set) var good: ParzenEstimator
  /// The density g(x) of the other trials.
  private(set) var rest: ParzenEstimator

  /// The finished trials that the model is up to date with, in order of completion.
  private var revisions: [HistoryEntry] = []

  /// The points of the running trials in `rest`, by trial number; shape [row of the layout].
  private var running: [Int: [Double]] = [:]

  /// Creates a model without observations: both densities are the prior.
  init(
    space: SearchSpace, hints: [ParameterHints], good: ParzenConfiguration,
    rest: ParzenConfiguration
  ) {
    self.space = space
    self.hints = hints
    let layout = ParzenLayout(
      space, priors: hints.map(\.prior),
      isOrdered: hints.map(\.isAscending))
    self.good = ParzenEstimator(layout: layout, configuration: good)
    self.rest = ParzenEstimator(layout: layout, configuration: rest)
  }

  /// The number of finished trials that the estimators contain.
  var finishedCount: Int { good.count + rest.count - running.count }

  /// The columns of a history in the order of the layout's rows; a parameter without trials has an
  /// empty column.
  func columns(of history: TrialHistory) -> [ParameterColumn] {
    history.columns(of: good.layout.parameters.map { space.parameters[$0].name })
  }

  /// Updates the estimators to the trials of a history that have every parameter of the space.
  ///
  /// - Parameters:
  ///   - columns: The columns of that history, by row.
  ///   - split: The split into good and other trials.
  ///   - running: Running trials to count as not good (constant liar), so that parallel workers do
  ///     not sample close to them.
  ///   - usesRelativeParameters: Whether running trials also have the values of their joint
  ///     samples.
  ///   - usesRankWeights: Whether good trials are weighted by rank instead of age.
  /// - Complexity: O(*n* + *k* · *d* · log *n*) for *n* trials, *d* parameters and *k* trials that
  ///   are new, running, or move between the estimators; O(*n* · *d*) when one of these is not
  ///   among the last.
  mutating func update(
    to history: TrialHistory, columns: [ParameterColumn], split: TrialSplit,
    running: [TrialSnapshot],
    usesRelativeParameters: Bool, usesRankWeights: Bool
  ) {
    let layout = good.layout
    func isUsable(_ number: Int) -> Bool {
      zip(columns, layout.axes).allSatisfy { column, axis in
        // False for NaN too, the coordinate of a trial without the parameter.
        column.coordinate(number: number) < axis.coordinateLimit
      }
    }
    let (lost, new) = updateRevisions(to: history.revisions)
    let ranked = split.ranked.filter(isUsable)
    let best = ranked.sorted()
    let demoted = good.numbers.filter { !best.containsSorted($0) }
    let promoted = best.filter { !good.contains($0) }
    good.change(
      removing: demoted, adding: promoted,
      weights: usesRankWeights ? Self.rankWeights(ranked) : nil
    ) { columns[$1].coordinate(number: $0) }

    var points: [Int: [Double]] = [:]
    for trial in running { points[trial.number] = point(of: trial, usesRelativeParameters) }
    let outdated = self.running.filter { points[$0.key] != $0.value }.keys
    let changed = points.filter { self.running[$0.key] != $0.value }.keys
    self.running = points
    // A trial that was running and has finished is in `outdated`, and also in `lost`, `promoted` or
    // `new`; hence the set.
    rest.change(
      removing: Set(outdated).union((lost + promoted).filter(rest.contains)).sorted(),
      adding: changed + demoted.filter { !lost.contains($0) }
        + new.filter { !best.containsSorted($0) && isUsable($0) }
    ) { number, row in points[number]?[row] ?? columns[row].coordinate(number: number) }
  }

  /// Weights that decrease linearly with the rank: 2 (k − r) / (k + 1) for rank r = 0 … k − 1 of k.
  ///
  /// Their mean is 1, the weight of the prior. Neither Bergstra et al. 2011 nor Optuna has rank
  /// weights; `Docs/Benchmarks` has the measurements.
  ///
  /// - Parameter ranked: Trial numbers, the best trial first.
  /// - Returns: The weights in ascending order of trial numbers.
  private static func rankWeights(_ ranked: [Int]) -> [Double] {
    let count = ranked.count
    return ranked.enumerated().sorted { $0.element < $1.element }
      .map { 2 * Double(count - $0.offset) / Double(count + 1) }
  }

  /// Updates the list of finished trials to that of a history, which may be earlier or later.
  ///
  /// - Returns: The numbers of the trials that are missing in the history, and of those that are
  ///   new.
  private mutating func updateRevisions(
    to revisions: ChunkedArray<HistoryEntry>
  ) -> (lost: [Int], new: [Int]) {
    var common = min(revisions.count, self.revisions.count)
    if common > 0, revisions[common - 1] != self.revisions[common - 1] {
      // The history is another study's.
      self = TPEModel(
        space: space, hints: hints, good: good.configuration, rest: rest.configuration)
      common = 0
    }
    let lost = self.revisions[common...].map { Int($0.number) }
    let new = revisions[common...]
    self.revisions.removeLast(self.revisions.count - common)
    self.revisions += new
    return (lost, new.map { Int($0.number) })
  }

  /// The coordinates of a running trial from its recorded values and its joint sample, by row; nil
  /// when one is missing.
  private func point(of trial: TrialSnapshot, _ usesRelativeParameters: Bool) -> [Double]? {
    let published = usesRelativeParameters ? RelativeParameters.values(of: trial) : nil
    var point: [Double] = []
    for (axis, index) in zip(good.layout.axes, good.layout.parameters) {
      let parameter = space.parameters[index]
      let label = trial.parameters[parameter.name] ?? published?[parameter.name]
      guard let label, let value = parameter.distribution.value(labelled: label) else {
        return nil
      }
      point.append(axis.coordinate(of: value))
    }
    return point
  }
}
