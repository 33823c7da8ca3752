extension TPESampler {
  /// How many of the trials are good, rounded up: γ in the papers.
  ///
  /// The limit holds with one direction; several of them need a whole front.
  public enum Gamma: Sendable, Hashable {
    /// A share of the trials, as in Optuna: 0.1, at most 25.
    case fraction(Double, atMost: Int)
    /// A multiple of the root of their number, as in hyperopt: 0.25, at most 25.
    case squareRoot(Double, atMost: Int)
  }
}

extension TPESampler.Gamma {
  /// How many of `count` trials of a study are good.
  func goodCount(_ count: Int, directions: Int) -> Int {
    let (wanted, limit) =
      switch self {
      case .fraction(let share, let limit): (share * Double(count), limit)
      case .squareRoot(let factor, let limit): (factor * Double(count).squareRoot(), limit)
      }
    return min(Int(wanted.rounded(.up)), directions == 1 ? limit : count, count)
  }

  /// Whether the factor and the limit are positive numbers.
  var isValid: Bool {
    switch self {
    case .fraction(let factor, let limit), .squareRoot(let factor, let limit):
      factor > 0 && factor <= 1e6 && limit > 0
    }
  }
}
