/// The parameters of a study with their definitions; the index of a parameter never changes.
///
/// A trial usually suggests the parameters of the last finished trial in the same order. So a name
/// is first compared with the expected one, and looked up in the dictionary only if it differs.
struct ParameterTable: Sendable {
  /// One parameter of the study.
  struct Entry: Sendable {
    /// The signature of the latest trial that has the parameter; later trials share it.
    var signature: ParameterSignature
    /// Whether the signature is compatible with the definition; false only for an inconsistent
    /// file.
    var isConsistent: Bool
    var definition: ParameterDefinition
  }

  private(set) var entries: [Entry] = []
  private var indices: [Name: Int] = [:]

  /// The parameters of the trial that finished last.
  var expected = ParameterList()

  /// The index of a parameter; nil if no trial has it.
  ///
  /// - Parameter count: The number of parameters the trial already has, which predicts the name.
  func index(of name: String, after count: Int = 0) -> Int? {
    if count < expected.count, expected[count].name.isIdentical(to: name) {
      return expected[count].signature.tableIndex
    }
    return indices[Name(name)]
  }

  /// The index of the entry that shares a signature; nil if none does.
  private func index(sharing signature: ParameterSignature) -> Int? {
    guard let index = signature.tableIndex, index < entries.count,
      entries[index].signature === signature
    else { return nil }
    return index
  }

  /// Looks up a parameter for a trial with the given other parameters.
  func lookUp(
    _ name: String, _ distribution: Distribution, for own: ParameterList
  ) -> ParameterLookup {
    guard let tableIndex = index(of: name, after: own.count) else {
      return .open(ParameterSignature(name: name, distribution: distribution))
    }
    if let index = own.index(withTableIndex: tableIndex) { return .known(own[index]) }
    let signature = entries[tableIndex].signature
    let isShared = signature.isIdentical(name, distribution)
    let isAccepted =
      isShared
      ? entries[tableIndex].isConsistent
      : entries[tableIndex].definition.accepts(distribution)
    if !isAccepted {
      return .conflict(entries[tableIndex].definition)
    }
    return .open(
      isShared ? signature : ParameterSignature(name: name, distribution: distribution))
  }

  /// The definition that a parameter is incompatible with; nil if there is no conflict.
  ///
  /// - Parameter count: The number of parameters the trial already has.
  func conflict(
    with parameter: Parameter, after count: @autoclosure () -> Int
  ) -> ParameterDefinition? {
    if let index = index(sharing: parameter.signature) {
      return entries[index].isConsistent ? nil : entries[index].definition
    }
    guard let index = index(of: parameter.name, after: count()),
      !entries[index].definition.accepts(parameter.distribution)
    else { return nil }
    return entries[index].definition
  }

  /// The parameter with the shared signature; nil if the table has to ``record(_:number:after:)``
  /// it.
  ///
  /// - Parameters:
  ///   - number: The number of the trial that has the parameter.
  ///   - count: The number of parameters the trial already has.
  func sharedParameter(_ parameter: Parameter, number: Int, after count: Int) -> Parameter? {
    let own = parameter.signature
    guard let index = index(sharing: own) ?? index(of: own.key.text, after: count),
      entries[index].definition.trialNumber <= number
    else { return nil }
    let shared = entries[index].signature
    guard shared === own || shared.isIdentical(own.key.text, own.distribution) else { return nil }
    return Parameter(shared, recordedValue: parameter.recordedValue)
  }

  /// Records a parameter of a trial.
  ///
  /// - Parameters:
  ///   - number: The number of the trial.
  ///   - count: The number of parameters the trial already has.
  /// - Returns: The parameter with a signature that has a table index and is shared from now on.
  mutating func record(_ parameter: Parameter, number: Int, after count: Int = 0) -> Parameter {
    let (name, distribution) = (parameter.name, parameter.distribution)
    guard let index = index(of: name, after: count) else {
      let signature = ParameterSignature(
        name: name, distribution: distribution, tableIndex: entries.count)
      indices[parameter.key] = entries.count
      entries.append(
        Entry(
          signature: signature, isConsistent: true,
          definition: ParameterDefinition(trialNumber: number, distribution: distribution)))
      return Parameter(signature, recordedValue: parameter.recordedValue)
    }
    if !entries[index].signature.isIdentical(name, distribution) {
      entries[index].signature = ParameterSignature(
        name: name, distribution: distribution, tableIndex: index)
    }
    entries[index].definition.record(trialNumber: number, distribution: distribution)
    entries[index].isConsistent = entries[index].definition.accepts(distribution)
    return Parameter(entries[index].signature, recordedValue: parameter.recordedValue)
  }
}
