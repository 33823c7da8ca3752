/// The parameters of a trial in the order in which they were suggested.
public struct ParameterList: Sendable, Hashable {
  private var parameters: [Parameter] = []

  /// Creates an empty list.
  init() {}

  /// Creates a list; of equal names the last one counts.
  init(_ parameters: some Sequence<Parameter>) {
    for parameter in parameters { set(parameter) }
  }

  /// Creates a list of parameters whose names differ.
  ///
  /// - Complexity: O(1); the names are not compared.
  init(uniqueNames parameters: [Parameter]) {
    self.parameters = parameters
  }

  /// The value of a parameter as users see it: a number or a label.
  ///
  /// - Complexity: O(*d*) for *d* parameters.
  public subscript(name: String) -> JSONValue? {
    parameter(named: name)?.value
  }

  /// The parameter of a name.
  ///
  /// - Complexity: O(*d*) for *d* parameters.
  public func parameter(named name: String) -> Parameter? {
    parameters.first { $0.name.isIdentical(to: name) }
  }

  /// Makes room for so many parameters.
  mutating func reserveCapacity(_ count: Int) {
    parameters.reserveCapacity(count)
  }

  /// Whether the parameters have the names and distributions of others, in the same order.
  func isDefined(as other: ParameterList) -> Bool {
    parameters.count == other.parameters.count
      && zip(parameters, other.parameters).allSatisfy {
        $0.signature == $1.signature
      }
  }

  /// The index of the parameter whose signature has a place in a register; nil when there is none.
  func index(ofPlace place: Int) -> Int? {
    parameters.firstIndex { $0.signature.place == place }
  }

  /// Exchanges every parameter for one of the same name.
  mutating func replaceEach(_ replacement: (Parameter) -> Parameter) {
    for index in parameters.indices { parameters[index] = replacement(parameters[index]) }
  }

  /// Adds a parameter, in place of an earlier one of that name.
  ///
  /// Where its signature has a place, the list's other ones have one in the same register.
  mutating func set(_ parameter: Parameter) {
    let index =
      parameter.signature.place.map { self.index(ofPlace: $0) }
      ?? parameters.firstIndex { $0.key == parameter.key }
    if let index { parameters[index] = parameter } else { parameters.append(parameter) }
  }
}

extension ParameterList: RandomAccessCollection {
  /// The place of the first parameter.
  public var startIndex: Int { 0 }

  /// The place behind the last parameter.
  public var endIndex: Int { parameters.count }

  /// The parameter at a place.
  public subscript(position: Int) -> Parameter { parameters[position] }
}

extension ParameterList: CustomStringConvertible {
  /// Names and values, as in `rate: 0.01, activation: "relu"`.
  public var description: String {
    map { "\($0.name): \($0.value)" }.joined(separator: ", ")
  }
}
