extension TPESampler {
  /// The rule for the number of good trials, which is rounded up.
  ///
  /// It corresponds to the quantile γ of Bergstra et al. 2011, section 4, and to the splitting
  /// algorithm of Watanabe 2023, section 3. The limit applies to single-objective studies; in
  /// multi-objective ones, the good trials have to represent the whole Pareto front.
  public enum Gamma: Sendable, Hashable {
    /// A fraction of the trials ("linear" in Watanabe 2023); Optuna's is 0.1, at most 25.
    case fraction(Double, atMost: Int)
    /// A multiple of the square root of the number of trials ("sqrt" in Watanabe 2023); hyperopt's
    /// is 0.25, at most 25.
    case squareRoot(Double, atMost: Int)
  }
}

extension TPESampler.Gamma {
  /// The number of good trials among `count` trials.
  func goodCount(_ count: Int, directions: Int) -> Int {
    let (wanted, limit) =
      switch self {
      case .fraction(let beta, let limit): (beta * Double(count), limit)  // ⌈β n⌉
      case .squareRoot(let beta, let limit): (beta * Double(count).squareRoot(), limit)  // ⌈β √n⌉
      }
    // Optuna 5 has no limit either when there are several objectives.
    return min(Int(wanted.rounded(.up)), directions == 1 ? limit : count, count)
  }

  /// Whether the factor is in (0, 10⁶] and the limit positive.
  var isValid: Bool {
    switch self {
    case .fraction(let factor, let limit), .squareRoot(let factor, let limit):
      factor > 0 && factor <= 1e6 && limit > 0
    }
  }
}
