extension Mutation where Self == PolynomialMutation {
  /// Polynomial mutation: a value near the old one and within the bounds.
  public static var polynomial: PolynomialMutation { PolynomialMutation() }

  /// Polynomial mutation.
  ///
  /// - Parameter eta: The distribution index: a large one keeps values close to the old ones.
  /// - Precondition: `eta` is finite and not negative.
  public static func polynomial(eta: Double) -> PolynomialMutation {
    PolynomialMutation(eta: eta)
  }
}
