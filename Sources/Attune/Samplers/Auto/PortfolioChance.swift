/// The chance that the next trial gets the first of two samplers, by what their trials have found.
///
/// Each sampler has the fraction of its trials that were better than all before them, where a trial counts
/// less the more trials have followed. The chances are in proportion to these fractions, within limits, so
/// that both samplers go on: the worse one may be the better one later.
///
/// - Note: M. Hoffman, E. Brochu and N. de Freitas, "Portfolio Allocation for Bayesian Optimization", UAI
///   2011, arXiv 1009.5419, section 3, choose a sampler by past rewards too, there by predicted means.
struct PortfolioChance {
  /// The chance, from 0.3 to 0.7.
  let value: Double

  /// The factor by which a trial counts less after each further one.
  private static let memory = 0.95
  private static let limits = 0.3...0.7

  /// The trials of a sampler and how many of them were improvements, both weighted.
  private struct Record {
    // Half of a few trials, so that one trial does not decide.
    var improvements = 1.0
    var trials = 2.0

    mutating func fade() {
      improvements *= memory
      trials *= memory
    }

    /// The fraction of improvements, also when all trials are long ago.
    var rate: Double { (improvements + 0.2) / (trials + 0.4) }
  }

  /// Computes the chance in a single-objective study.
  ///
  /// - Complexity: O(*n*) for *n* trials.
  init(of first: PortfolioMember, and second: PortfolioMember, in history: TrialHistory) {
    var best = Double.infinity
    var records = [first: Record(), second: Record()]
    let entries = history.revisions
    for index in 0..<entries.count {
      let trial = history[Int(entries[index].number)]
      guard let value = trial.value else { continue }
      let loss = history.directions[0].loss(value)
      defer { best = min(best, loss) }
      guard let member = PortfolioMember(of: trial), records[member] != nil else { continue }
      for key in records.keys { records[key]?.fade() }
      records[member]?.trials += 1
      if loss < best { records[member]?.improvements += 1 }
    }
    let rates = [first, second].map { records[$0]?.rate ?? 0 }
    let chance = rates[0] / (rates[0] + rates[1])
    value = min(max(chance, Self.limits.lowerBound), Self.limits.upperBound)
  }
}
