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
/// exists only in some trials, cells that differ only in that parameter are all tried.
///
/// Two things differ from Optuna's `GridSampler`: cells are shuffled only on request, and
/// `optimize` needs a stop rule, ``StopRule/exhausted(_:)`` or ``count`` trials.
public struct GridSampler: Sampler, Hashable {
  let grid: Grid
  private let shuffleSeed: UInt64?

  /// Creates the sampler of a grid.
  ///
  /// - Parameters:
  ///   - values: Numbers and labels by name; equal ones count once.
  ///   - shuffleSeed: The seed that determines the shuffled order of the cells; nil for no
  ///     shuffling.
  /// - Precondition: Every name has a value, and the number of cells fits in an `Int`.
  /// - Complexity: O(*c*) for *c* cells when they are shuffled.
  public init(_ values: [String: [JSONValue]], shuffledBy shuffleSeed: UInt64? = nil) {
    grid = Grid(values, shuffledBy: shuffleSeed)
    self.shuffleSeed = shuffleSeed
  }

  /// The number of cells: the product of the numbers of values.
  public var count: Int { grid.count }

  /// The number of cells.
  public var expectedTrialCount: Int? { count }

  /// Plans the values of a cell.
  ///
  /// - Complexity: O(*n* *d*) for *n* trials and *d* names, and up to O(*n* *c*) for *c* cells while there are
  ///   trials that have only some of the parameters.
  public func plan(
    in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> TrialPlan {
    let cell = cell(in: context)
    return TrialPlan(
      values: JSONObject(
        uniqueKeys: grid.names.indices.map { (grid.names[$0].text, grid.label($0, ofCell: cell)) }))
  }

  /// The cell of the current trial.
  private func cell(in context: SamplingContext) -> Int {
    var assignment = GridAssignment(grid)
    for trial in context.history[..<context.trialNumber] { assignment.assignCell(to: trial) }
    return assignment.cell(forEnqueued: context.history[context.trialNumber])
  }

  /// Returns the parameter's value in the cell of the trial, which the plan has if the objective asks for one
  /// of the right range.
  public func sample(
    _ request: ParameterRequest, in context: SamplingContext, using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    guard let axis = grid.names.firstIndex(of: Name(request.name)) else {
      throw SamplingError(
        .unknownParameter,
        "the grid has values only for \(grid.names.map(\.text)); give it values for "
          + "\"\(request.name)\" too"
      )
    }
    let label = grid.label(axis, ofCell: cell(in: context))
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
    let size = zip(grid.names, grid.values).map { "\($0): \($1.count)" }.joined(separator: ", ")
    return "GridSampler(\(size)\(shuffleSeed.map { ", shuffledBy: \($0)" } ?? ""))"
  }

  /// Whether each cell has been taken by a finished or running trial.
  ///
  /// - Parameter interrupted: The numbers of running trials that were interrupted; they do not
  ///   count.
  public func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool {
    var assignment = GridAssignment(grid)
    var tried = Set<Int>()
    for trial in history {
      guard let cell = assignment.assignCell(to: trial) else { continue }
      if trial.state != .waiting, !interrupted.contains(trial.number) { tried.insert(cell) }
    }
    return tried.count == grid.count
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
}
