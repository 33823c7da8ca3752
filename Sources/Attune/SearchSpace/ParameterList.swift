/// The parameters of a trial, in the order in which they were suggested.
public struct ParameterList: Sendable, Hashable {
  private var parameters: [Parameter] = []

  /// Creates an empty list.
  init() {}

  /// Creates a list; among parameters with equal names the last one is kept, at the first position.
  ///
  /// - Complexity: O(*d*) for *d* parameters.
  public init(_ parameters: some Sequence<Parameter>) {
    // By name, since the parameters may come from several studies, each with its own table.
    var indices: [Name: Int] = [:]
    for parameter in parameters {
      if let index = indices[parameter.key] {
        self.parameters[index] = parameter
      } else {
        indices[parameter.key] = self.parameters.count
        self.parameters.append(parameter)
      }
    }
  }

  /// Creates a list of parameters with distinct names.
  ///
  /// - Complexity: O(1); the names are not compared.
  package init(uniqueNames parameters: [Parameter]) {
    self.parameters = parameters
  }

  /// The value of a parameter, a number or a label; nil if there is no such parameter.
  ///
  /// - Complexity: O(*d*) for *d* parameters.
  public subscript(name: String) -> JSONValue? {
    parameter(named: name)?.value
  }

  /// The parameter with a name; nil if there is none.
  ///
  /// - Complexity: O(*d*) for *d* parameters.
  public func parameter(named name: String) -> Parameter? {
    parameters.first { $0.name.isIdentical(to: name) }
  }

  /// Reserves capacity for the given number of parameters.
  mutating func reserveCapacity(_ count: Int) {
    parameters.reserveCapacity(count)
  }

  /// Whether both lists have the same names and distributions in the same order.
  func isDefined(as other: ParameterList) -> Bool {
    parameters.count == other.parameters.count
      && zip(parameters, other.parameters).allSatisfy {
        $0.signature == $1.signature
      }
  }

  /// The index of the parameter with an index in the ``ParameterTable``; nil if there is none.
  func index(withTableIndex tableIndex: Int) -> Int? {
    parameters.firstIndex { $0.signature.tableIndex == tableIndex }
  }

  /// Replaces every parameter by one with the same name.
  mutating func replaceEach(_ replacement: (Parameter) -> Parameter) {
    for index in parameters.indices { parameters[index] = replacement(parameters[index]) }
  }

  /// Appends a parameter, or replaces the one with the same name.
  ///
  /// - Precondition: If the signature has a table index, so have the others of the list, in the
  ///   same table.
  mutating func set(_ parameter: Parameter) {
    let index =
      parameter.signature.tableIndex.map { self.index(withTableIndex: $0) }
      ?? parameters.firstIndex { $0.key == parameter.key }
    if let index { parameters[index] = parameter } else { parameters.append(parameter) }
  }
}

extension ParameterList: RandomAccessCollection {
  /// The index of the first parameter.
  public var startIndex: Int { 0 }

  /// The index after the last parameter.
  public var endIndex: Int { parameters.count }

  /// The parameter at an index.
  public subscript(position: Int) -> Parameter { parameters[position] }
}

extension ParameterList: CustomStringConvertible {
  /// The names and values, as in `rate: 0.01, activation: "relu"`.
  public var description: String {
    map { "\($0.name): \($0.value)" }.joined(separator: ", ")
  }
}
