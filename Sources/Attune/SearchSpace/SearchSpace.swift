/// Named distributions in the order of their names: what a sampler draws from at once.
public struct SearchSpace: Sendable, Hashable {
  /// A parameter of the space.
  public struct Parameter: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The values it can take.
    public let distribution: Distribution
  }

  /// The parameters, sorted by name.
  public let parameters: [Parameter]

  /// Creates a space from its distributions.
  public init(_ distributions: [String: Distribution] = [:]) {
    parameters = distributions.sorted { $0.key < $1.key }
      .map { Parameter(name: $0.key, distribution: $0.value) }
  }

  /// Whether the space has no parameter.
  public var isEmpty: Bool { parameters.isEmpty }

  /// The distribution of a parameter; nil when the space does not have it.
  public subscript(name: String) -> Distribution? {
    parameters.first { $0.name == name }?.distribution
  }

  /// The space without the parameters that have one value only, which need no sampling.
  public var withoutSingles: SearchSpace {
    filter { !$0.isSingle }
  }

  /// The space with those parameters only whose distribution meets a condition.
  func filter(_ isIncluded: (Distribution) -> Bool) -> SearchSpace {
    SearchSpace(parameters: parameters.filter { isIncluded($0.distribution) })
  }

  private init(parameters: [Parameter]) {
    self.parameters = parameters
  }
}

extension SearchSpace: CustomStringConvertible {
  /// The parameters in words, a line each, as in `rate: a float in 0.0...1.0`.
  public var description: String {
    parameters.map { "\($0.name): \($0.distribution)" }.joined(separator: "\n")
  }
}
