/// Tries every combination of given values: grid search.
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
/// A combination is a cell of the grid. The cells are tried in the order of nested loops over the names
/// in alphabetical order, the last name in the innermost one, or shuffled: choose that when a study may
/// end before the grid does. Each trial takes the first cell that no trial of a lower number takes and
/// that agrees with the values it was enqueued with or has by record. This depends on nothing but
/// numbers and records, so each cell is tried once, with any number of workers, over interruptions, and
/// when the grid is extended later; trials that failed or were pruned count. A trial that was enqueued
/// with values off the grid takes no cell. When no cell is left, the grid begins anew.
///
/// The objective may ask for no parameter that the grid does not have, except those with one value
/// only; and a value of the grid that is not in the range asked for fails the trial. Where a parameter
/// exists only in some trials, cells that differ in it alone are all tried.
///
/// As in Optuna's `GridSampler`, except that it does not shuffle unless told to, and that `optimize` has
/// to be told when to stop: ``StopRule/exhausted(_:)``, or ``count`` trials.
///
/// - Complexity: A value takes O(*n* *d*) time for *n* trials and *d* names, and up to O(*n* *c*) for *c*
///   cells while trials are there that have only some of the parameters.
public struct GridSampler: Sampler, Hashable {
  let grid: Grid
  private let shuffleSeed: UInt64?

  /// Creates the sampler of a grid.
  ///
  /// - Parameters:
  ///   - values: Numbers and labels by name; equal ones count once.
  ///   - shuffleSeed: Shuffles the order of the cells, always alike for one seed; nil leaves it as it
  ///     is.
  /// - Precondition: Every name has a value, and the cells can be counted by an `Int`.
  /// - Complexity: O(*c*) for *c* cells when they are shuffled.
  public init(_ values: [String: [JSONValue]], shuffledBy shuffleSeed: UInt64? = nil) {
    grid = Grid(values, shuffledBy: shuffleSeed)
    self.shuffleSeed = shuffleSeed
  }

  /// How many cells the grid has: the product of the numbers of values.
  public var count: Int { grid.count }

  /// The values of the cell that the trial takes.
  public func sample(
    _ name: String, from distribution: Distribution, in context: SamplingContext,
    using random: inout RandomStream
  ) throws(SamplingError) -> ParameterValue {
    guard let axis = grid.names.firstIndex(of: Name(name)) else {
      throw SamplingError(
        "the grid has the names \(grid.names.map(\.text)) alone; give it values for \"\(name)\" too"
      )
    }
    var walk = GridWalk(grid)
    for trial in context.history[..<context.trialNumber] { walk.take(for: trial) }
    let label = grid.label(
      axis, ofCell: walk.cell(forEnqueued: context.history[context.trialNumber]))
    guard let value = distribution.value(labelled: label), distribution.contains(value) else {
      throw SamplingError(
        "the grid's value \(label) is not \(distribution); take it out, or widen the range")
    }
    return value
  }

  /// The name, the size and what the order is.
  public var summary: String {
    let size = zip(grid.names, grid.values).map { "\($0): \($1.count)" }.joined(separator: ", ")
    return "GridSampler(\(size)\(shuffleSeed.map { ", shuffledBy: \($0)" } ?? ""))"
  }

  /// Whether each cell is taken by a trial that is finished or under way.
  ///
  /// - Parameter interrupted: The numbers of the running trials that nobody works on any more.
  func isExhausted(by history: TrialHistory, interrupted: Set<Int>) -> Bool {
    var walk = GridWalk(grid)
    var tried = Set<Int>()
    for trial in history {
      guard let cell = walk.take(for: trial) else { continue }
      if trial.state != .waiting, !interrupted.contains(trial.number) { tried.insert(cell) }
    }
    return tried.count == grid.count
  }
}

extension Sampler where Self == GridSampler {
  /// Grid search over numbers and labels by name.
  ///
  /// - Precondition: Every name has a value, and the cells can be counted by an `Int`.
  public static func grid(
    _ values: [String: [JSONValue]], shuffledBy shuffleSeed: UInt64? = nil
  ) -> GridSampler {
    GridSampler(values, shuffledBy: shuffleSeed)
  }
}
