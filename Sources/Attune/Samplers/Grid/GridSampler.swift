/// Grid search: tries every combination of the given values.
///
/// ```swift
/// let grid = GridSampler(["rate": [0.001, 0.01, 0.1], "activation": ["relu", "tanh"]])
/// let study = try Study("digits", sampler: grid)
/// try study.optimize(until: .exhausted(grid)) { trial in
///   let rate = try trial.suggest("rate", in: 1e-4...1, scale: .log)
///   let activation = try trial.suggest("activation", from: Activation.allCases)
///   return train(rate, activation)
/// }
/// ```
///
/// A combination of values is a cell of the grid. Cells are tried in the order of nested loops over
/// the names in alphabetical order, the last name in the innermost loop, or in shuffled order.
/// Shuffle the cells of a study that may end before the grid is exhausted.
///
/// Each trial takes the first cell that no trial with a lower number has taken and that agrees with
/// its enqueued and recorded values. The assignment depends only on trial numbers and recorded
/// values. Hence each cell is tried once, with any number of workers, across interruptions, and
/// when the grid is extended later. Failed and pruned trials count. A trial that was enqueued with
/// values outside the grid takes no cell. When all cells are taken, the sampler starts over.
///
/// The objective may only request parameters that are in the grid or that have a single possible
/// value. A trial fails when a value of the grid is outside the requested range. If a parameter
/// exists only in some trials, cells that differ only in that parameter are all tried; give each branch
/// its own grid in a list, or use ``BruteForceSampler``.
///
/// The cells of a list of grids are those of the first grid, then those of the second one, and so on. A trial
/// has only the names of its grid. A combination that is in two grids is tried twice.
///
/// Two things differ from Optuna's `GridSampler`: cells are shuffled only on request, and
/// `optimize` needs a stop rule, ``StopRule/exhausted(_:)`` or ``count`` trials.
public struct GridSampler: Sampler {
  private let grids: GridList
  private let shuffleSeed: UInt64?
  private let progress: HistoryFold<GridProgress>

  /// Creates the sampler of a grid.
  ///
  /// - Parameters:
  ///   - values: Numbers and labels by name; equal ones count once.
  ///   - shuffleSeed: The seed that determines the shuffled order of the cells; nil for no
  ///     shuffling.
  /// - Precondition: Every name has a value, and the number of cells fits in an `Int`.
  /// - Complexity: O(*c*) for *c* cells when they are shuffled.
  public init(_ values: [String: [JSONValue]], shuffledBy shuffleSeed: UInt64? = nil) {
    self.init([Grid(values)], shuffledBy: shuffleSeed)
  }

  /// Creates the sampler of several grids, one after the other.
  ///
  /// ```swift
  /// GridSampler([
  ///   ["kernel": ["linear"], "C": [1, 10, 100]],
  ///   ["kernel": ["rbf"], "C": [1, 10, 100], "gamma": [0.001, 0.01]],
  /// ])
  /// ```
  ///
  /// - Parameters:
  ///   - grids: For each grid, numbers and labels by name; equal ones count once.
  ///   - shuffleSeed: The seed that determines the shuffled order of the cells of all grids; nil for no
  ///     shuffling.
  /// - Precondition: There is a grid, every name has a value, and the number of cells fits in an `Int`.
  /// - Complexity: O(*c*) for *c* cells.
  public init(_ grids: [[String: [JSONValue]]], shuffledBy shuffleSeed: UInt64? = nil) {
    self.init(grids.map { Grid($0) }, shuffledBy: shuffleSeed)
  }

  private init(_ grids: [Grid], shuffledBy shuffleSeed: UInt64?) {
    let list = GridList(grids, shuffledBy: shuffleSeed)
    self.grids = list
    self.shuffleSeed = shuffleSeed
    progress = HistoryFold(GridProgress(list), includingFailed: true) { $0.insert($1) }
  }

  /// The number of cells of all grids; in a grid it is the product of the numbers of values.
  public var count: Int { grids.count }

  /// The values of all cells by name, in order.
  package var allValues: [JSONObject] {
    (0..<count).map { grids.labels(ofCell: grids.number(at: $0)) }
  }

  /// The number of cells.
  public var expectedTrialCount: Int? { count }

  /// Plans the values of a cell.
  ///
  /// - Complexity: Amortized O(*d* + *k* *d*) for *d* names and *k* trials since the first unfinished one, and
  ///   up to O(*c*) for *c* cells and each of these trials that has only some of the parameters.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    TrialPlan(values: grids.labels(ofCell: cell(in: context)))
  }

  /// The cell of the current trial.
  private func cell(in context: SamplingContext) -> Int {
    var (assignment, count) = start(in: context.history)
    if count > context.trialNumber { (assignment, count) = (GridAssignment(grids), 0) }
    for trial in context.history[count..<context.trialNumber] { assignment.assignCell(to: trial) }
    return assignment.cell(forEnqueued: context.history[context.trialNumber])
  }

  /// The assignment of the trials before the first unfinished one, and their number.
  private func start(in history: TrialHistory) -> (GridAssignment, count: Int) {
    let progress = progress.state(at: history)
    return (progress.assignment, progress.count)
  }

  /// Returns the parameter's value in the cell of the trial, which the plan has if the objective asks for one
  /// of the right range.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    let cell = grids.cell(cell(in: context))
    let grid = grids.grids[cell.grid]
    guard let axis = grid.names.firstIndex(of: Name(request.name)) else {
      throw SamplingError(
        .unknownParameter,
        "the grid has values only for \(grid.names.map(\.text)); give it values for "
          + "\"\(request.name)\" too"
      )
    }
    let label = grid.label(axis, ofCell: cell.number)
    guard let value = request.distribution.value(labelled: label),
      request.distribution.contains(value)
    else {
      throw SamplingError(
        .invalidValue,
        "the grid's value \(label) is not \(request.distribution); remove it, or widen the range")
    }
    return value
  }

  /// The name, the number of values of each parameter, and the seed of the order.
  public var summary: String {
    let sizes = grids.grids.map { grid in
      zip(grid.names, grid.values).map { "\($0): \($1.count)" }.joined(separator: ", ")
    }
    let size = sizes.count == 1 ? sizes[0] : sizes.map { "[\($0)]" }.joined(separator: ", ")
    return "GridSampler(\(size)\(shuffleSeed.map { ", shuffledBy: \($0)" } ?? ""))"
  }

  /// Whether each cell has been taken by a finished or running trial.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - interrupted: The numbers of running trials that were interrupted; they do not count.
  public func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool {
    var (assignment, count) = start(in: history)
    if assignment.isRepeating { return true }
    let start = assignment
    var others = Set<Int>()
    for trial in history[count...] {
      guard let cell = assignment.assignCell(to: trial), !start.contains(cell: cell) else {
        continue
      }
      if trial.state != .waiting, !interrupted.contains(trial.number) { others.insert(cell) }
    }
    return start.assignedCount + others.count == grids.count
  }
}

extension GridSampler: Hashable {
  /// Whether both have the same grids in the same order.
  public static func == (a: GridSampler, b: GridSampler) -> Bool {
    a.grids == b.grids && a.shuffleSeed == b.shuffleSeed
  }

  /// Hashes the grids and the seed.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(grids)
    hasher.combine(shuffleSeed)
  }
}

extension GridSampler: CombinationSampler {
  func fixing(_ values: [Name: JSONValue]) -> any Sampler {
    GridSampler(
      grids.grids.map { grid in
        grid.fixing(values)
      }, shuffledBy: shuffleSeed)
  }
}

extension Sampler where Self == GridSampler {
  /// Grid search over numbers and labels by name.
  ///
  /// - Precondition: Every name has a value, and the number of cells fits in an `Int`.
  public static func grid(
    _ values: [String: [JSONValue]], shuffledBy shuffleSeed: UInt64? = nil
  ) -> GridSampler {
    GridSampler(values, shuffledBy: shuffleSeed)
  }
  /// Grid search over several grids, one after the other.
  ///
  /// - Precondition: There is a grid, every name has a value, and the number of cells fits in an `Int`.
  public static func grid(
    _ grids: [[String: [JSONValue]]], shuffledBy shuffleSeed: UInt64? = nil
  ) -> GridSampler {
    GridSampler(grids, shuffledBy: shuffleSeed)
  }
}
