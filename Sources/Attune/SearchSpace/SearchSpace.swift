/// Named distributions, sorted by name, that a sampler samples jointly.
public struct SearchSpace: Sendable, Hashable {
  /// A parameter of the space.
  public struct Parameter: Sendable, Hashable {
    /// The name as a key.
    let key: Name
    /// The distribution of its values.
    public let distribution: Distribution

    /// The name.
    public var name: String { key.text }
  }

  /// The parameters, sorted by name.
  public let parameters: [Parameter]

  /// Creates a space from distributions by name.
  public init(_ distributions: [String: Distribution] = [:]) {
    self.init(Dictionary(uniqueKeysWithValues: distributions.map { (Name($0.key), $0.value) }))
  }

  /// Creates a space whose names may be canonically equivalent.
  package init(_ distributions: [Name: Distribution]) {
    parameters = distributions.sorted { $0.key < $1.key }
      .map { Parameter(key: $0.key, distribution: $0.value) }
  }

  /// Whether the space has no parameter.
  public var isEmpty: Bool { parameters.isEmpty }

  /// The distribution of a parameter; nil if the space does not contain it.
  public subscript(name: String) -> Distribution? {
    parameters.first { $0.name.isIdentical(to: name) }?.distribution
  }

  /// The space without constant parameters, which need no sampling.
  public var varying: SearchSpace {
    filter { !$0.isConstant }
  }

  /// Returns the spaces without the parameters whose names are canonically equivalent to one
  /// another.
  ///
  /// TPE samples such parameters independently.
  static func withoutEquivalentNames(_ spaces: [SearchSpace]) -> [SearchSpace] {
    let names = spaces.flatMap(\.parameters).map(\.name)
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    guard counts.count < names.count else { return spaces }
    return spaces.map { space in
      SearchSpace(parameters: space.parameters.filter { counts[$0.name] == 1 })
    }
  }

  /// Returns the space of the parameters whose distributions satisfy a condition.
  func filter(_ isIncluded: (Distribution) -> Bool) -> SearchSpace {
    SearchSpace(parameters: parameters.filter { isIncluded($0.distribution) })
  }

  private init(parameters: [Parameter]) {
    self.parameters = parameters
  }
}

extension SearchSpace: CustomStringConvertible {
  /// The parameters, one on each line, as in `rate: a float in 0.0...1.0`.
  public var description: String {
    parameters.map { "\($0.name): \($0.distribution)" }.joined(separator: "\n")
  }
}
