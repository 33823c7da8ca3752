/// The mapping of independent uniform numbers to fractions that sum to 1, distributed uniformly.
///
/// - Note: L. Devroye, "Non-Uniform Random Variate Generation", Springer 1986, section XI.4: the
///   Dirichlet distribution with all parameters 1 is uniform on the simplex; of the rest that is
///   left for *m* + 1 fractions, the first one has the distribution Beta(1, *m*).
enum StickBreaking {
  /// The fractions for some quantiles, one more than there are quantiles.
  ///
  /// - Parameter quantiles: Numbers in 0...1.
  static func fractions(_ quantiles: [Double]) -> [Double] {
    var rest = 1.0
    var fractions: [Double] = []
    for (index, u) in quantiles.enumerated() {
      let m = Double(quantiles.count - index)
      // The quantile of Beta(1, m) is 1 − (1 − u)^(1/m).
      let taken = u < 1 ? min(-Math.expm1(Math.log1p(-u) / m), 1) : 1
      fractions.append(rest * taken)
      rest *= 1 - taken
    }
    return fractions + [rest]
  }
}
