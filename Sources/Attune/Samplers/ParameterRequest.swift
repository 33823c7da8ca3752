/// A parameter for which the objective asks a sampler for a value.
public struct ParameterRequest: Sendable, Hashable {
  /// The name of the parameter.
  public let name: String

  /// The possible values, more than one.
  public let distribution: Distribution

  /// Where the user expects good values; nil if the user has given no prior.
  ///
  /// Weights are in the order of the distribution's choices.
  public let prior: Prior?

  /// The indices of the distribution's choices in ascending order; nil for numbers and for choices
  /// without an order.
  public let order: [Int]?

  /// Creates a request.
  ///
  /// - Precondition: The prior and the order match the distribution.
  public init(
    _ name: String, from distribution: Distribution, prior: Prior? = nil, order: [Int]? = nil
  ) {
    precondition(
      prior?.obstacle(for: distribution) == nil, "the prior of \"\(name)\" must match its values")
    precondition(
      order == nil || order?.sorted() == distribution.choiceIndices,
      "the order of \"\(name)\" must have each choice once")
    self.name = name
    self.distribution = distribution
    self.prior = prior
    self.order = order
  }
}

extension [ParameterRequest] {
  /// The names with their values, for messages.
  func described(with values: [ParameterValue]) -> String {
    zip(self, values).map { "\($0.name) = \($0.distribution.label(of: $1))" }
      .joined(separator: ", ")
  }
}

extension Distribution {
  /// The indices of the choices; nil for numbers.
  fileprivate var choiceIndices: [Int]? {
    guard case .categorical(let categorical) = self else { return nil }
    return Array(categorical.choices.indices)
  }
}
