/// The values of parameters that are suggested together.
public struct SuggestedValues<Value: Sendable>: Sendable {
  /// The names of the parameters, in the order in which they were given.
  public let names: [String]

  private let values: [Value]

  /// Creates values of parameters with distinct names.
  init(names: [String], values: [Value]) {
    self.names = names
    self.values = values
  }

  /// The value of a parameter.
  ///
  /// - Complexity: O(*d*) for *d* parameters.
  /// - Precondition: The parameter is one of those that were suggested together.
  public subscript(name: String) -> Value {
    guard let index = names.firstIndex(where: { $0.isIdentical(to: name) }) else {
      preconditionFailure("\"\(name)\" is not one of the parameters suggested together, \(names)")
    }
    return values[index]
  }
}

extension SuggestedValues: Equatable where Value: Equatable {}
