/// The estimators of the good trials and of all others over a space.
///
/// From one proposal to the next few trials come and few change sides, so a model is kept and brought up to
/// date. It is a cache: what it holds depends on the trials alone, not on the way there.
struct TPEModel: Sendable {
  let space: SearchSpace
  private(set) var good: ParzenEstimator
  private(set) var rest: ParzenEstimator

  /// The finished trials that have been taken account of.
  private var finishes: [HistoryRevision] = []

  /// The trials at work among the rest, with their points.
  private var running: [Int: [Double]] = [:]

  /// Creates a model of no trials.
  init(space: SearchSpace, good: ParzenConfiguration, rest: ParzenConfiguration) {
    self.space = space
    let layout = ParzenLayout(space)
    self.good = ParzenEstimator(layout: layout, configuration: good)
    self.rest = ParzenEstimator(layout: layout, configuration: rest)
  }

  /// The parameters of a history by row, empty where no trial has one.
  func columns(of history: TrialHistory) -> [ParameterColumn] {
    history.columns(of: good.layout.parameters.map { space.parameters[$0].name })
  }

  /// Takes account of the trials of a history that have every parameter of the space.
  ///
  /// - Parameters:
  ///   - columns: The parameters of that history by row.
  ///   - split: Which of the trials are good.
  ///   - running: Trials that count as not good, so that nobody samples next to them.
  ///   - usesRelativeParameters: Whether running trials count with the parameters that they are going
  ///     to take.
  ///   - usesRankWeights: Whether the better of the good trials weigh more.
  /// - Complexity: O(*n* + *k* · *d* · log *n*) for *n* trials, *d* parameters and *k* trials that are
  ///   new, run or change sides; O(*n* · *d*) when one of these is not among the last.
  mutating func update(
    to history: TrialHistory, columns: [ParameterColumn], split: TrialSplit,
    running: [TrialSnapshot],
    usesRelativeParameters: Bool, usesRankWeights: Bool
  ) {
    let layout = good.layout
    func isUsable(_ number: Int) -> Bool {
      zip(columns, layout.axes).allSatisfy { column, axis in
        // Not so for NaN either.
        column.coordinate(number: number) < axis.coordinateLimit
      }
    }
    let (lost, new) = follow(history.finishes)
    let ranked = split.ranked.filter(isUsable)
    let best = ranked.sorted()
    let fallen = good.numbers.filter { !best.containsSorted($0) }
    let risen = best.filter { !good.contains($0) }
    good.change(
      removing: fallen, adding: risen, weights: usesRankWeights ? Self.weights(ranked) : nil
    ) { columns[$1].coordinate(number: $0) }

    var points: [Int: [Double]] = [:]
    for trial in running { points[trial.number] = point(of: trial, usesRelativeParameters) }
    let gone = self.running.filter { points[$0.key] != $0.value }.keys
    let come = points.filter { self.running[$0.key] != $0.value }.keys
    self.running = points
    // A trial that was at work and has finished is gone as well as lost, risen or new.
    rest.change(
      removing: Set(gone).union((lost + risen).filter(rest.contains)).sorted(),
      adding: come + fallen.filter { !lost.contains($0) }
        + new.filter { !best.containsSorted($0) && isUsable($0) }
    ) { number, row in points[number]?[row] ?? columns[row].coordinate(number: number) }
  }

  /// Weights that fall linearly from the best trial to the worst, 1 in the mean; by number.
  private static func weights(_ ranked: [Int]) -> [Double] {
    let count = ranked.count
    return ranked.enumerated().sorted { $0.element < $1.element }
      .map { 2 * Double(count - $0.offset) / Double(count + 1) }
  }

  /// Goes on, or back, to the finished trials of a history.
  ///
  /// - Returns: The numbers of those that it does not have, and of those that it has and the model did not.
  private mutating func follow(
    _ finishes: ChunkedArray<HistoryRevision>
  ) -> (lost: [Int], new: [Int]) {
    var common = min(finishes.count, self.finishes.count)
    if common > 0, finishes[common - 1] != self.finishes[common - 1] {
      // Another study's.
      self = TPEModel(space: space, good: good.configuration, rest: rest.configuration)
      common = 0
    }
    let lost = self.finishes[common...].map { Int($0.number) }
    let new = finishes[common...]
    self.finishes.removeLast(self.finishes.count - common)
    self.finishes += new
    return (lost, new.map { Int($0.number) })
  }

  /// The coordinates of a running trial, recorded or announced; nil when one is missing.
  private func point(of trial: TrialSnapshot, _ usesRelativeParameters: Bool) -> [Double]? {
    let published = usesRelativeParameters ? RelativeParameters.values(of: trial) : nil
    var point: [Double] = []
    for (axis, index) in zip(good.layout.axes, good.layout.parameters) {
      let parameter = space.parameters[index]
      let label = trial.parameters[parameter.name] ?? published?[parameter.name]
      guard let label, let value = parameter.distribution.value(labelled: label) else {
        return nil
      }
      switch axis {
      case .numeric(let axis): point.append(axis.encode(value.recorded))
      case .categorical: point.append(value.recorded)
      }
    }
    return point
  }
}
