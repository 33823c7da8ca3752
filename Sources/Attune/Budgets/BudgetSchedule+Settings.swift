extension BudgetSchedule {
  /// Creates the schedule that a specification describes, for the benchmarks and tests.
  ///
  /// It is `halving` or `hyperband` with settings, such as `halving:from=1,to=81,factor=3`.
  ///
  /// - Parameter last: The largest budget without the setting `to`; nil if the setting is required.
  package init(
    _ specification: String, to last: Int? = nil
  ) throws(StrategySpecificationError) {
    let parts = specification.split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, ["halving", "hyperband"].contains(name) else {
      throw StrategySpecificationError(
        "unknown budget \"\(specification)\"; choose from halving, hyperband")
    }
    var settings = try StrategySettings(parts.dropFirst().first ?? "", of: "budget", specification)
    var (first, last, factor) = (1, last, 3)
    try settings.set(&first, "from", in: 1...Int.max)
    try settings.set(&last, "to", in: first...)
    try settings.set(&factor, "factor", in: 2...Int.max)
    try settings.finish()
    guard let last, last >= first else {
      throw settings.error("needs the largest budget, of at least \(first), as in \(name):to=81")
    }
    self =
      name == "halving"
      ? .halving(from: first, to: last, factor: factor)
      : .hyperband(from: first, to: last, factor: factor)
  }
}
