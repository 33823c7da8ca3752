/// What is known of each parameter of a study, by places that never change.
///
/// A trial mostly asks for the parameters of the one that finished last, in the same order. So a
/// name is compared with the one expected first, and looked up only when it is another.
struct ParameterTable: Sendable {
  /// What is known of one parameter.
  struct Entry: Sendable {
    /// As the latest trial had it; trials are going to share it.
    var signature: ParameterSignature
    /// Whether the signature goes with the definition, as it does unless a file is at odds with itself.
    var isConsistent: Bool
    var definition: ParameterDefinition
  }

  private(set) var entries: [Entry] = []
  private var places: [Name: Int] = [:]

  /// The parameters of the trial that finished last.
  var expected = ParameterList()

  /// The place of a name that a trial with so many parameters asks for; nil when no trial has had it.
  func place(of name: String, after count: Int = 0) -> Int? {
    if count < expected.count, expected[count].name.isIdentical(to: name) {
      return expected[count].signature.place
    }
    return places[Name(name)]
  }

  /// The place at which a signature is shared; nil when it is not.
  private func place(sharing signature: ParameterSignature) -> Int? {
    guard let place = signature.place, place < entries.count,
      entries[place].signature === signature
    else { return nil }
    return place
  }

  /// What is known about a parameter for a trial that has others.
  func inquire(
    _ name: String, _ distribution: Distribution, for own: ParameterList
  ) -> ParameterLookup {
    guard let place = place(of: name, after: own.count) else {
      return .open(ParameterSignature(name: name, distribution: distribution))
    }
    if let index = own.index(ofPlace: place) { return .known(own[index]) }
    let signature = entries[place].signature
    let isShared = signature.isIdentical(name, distribution)
    let isAccepted =
      isShared ? entries[place].isConsistent : entries[place].definition.accepts(distribution)
    if !isAccepted {
      return .conflict(entries[place].definition)
    }
    return .open(
      isShared ? signature : ParameterSignature(name: name, distribution: distribution))
  }

  /// The definition that does not go with a parameter of a trial with so many; nil when there is none.
  func conflict(
    with parameter: Parameter, after count: @autoclosure () -> Int
  ) -> ParameterDefinition? {
    if let place = place(sharing: parameter.signature) {
      return entries[place].isConsistent ? nil : entries[place].definition
    }
    guard let place = place(of: parameter.name, after: count()),
      !entries[place].definition.accepts(parameter.distribution)
    else { return nil }
    return entries[place].definition
  }

  /// A parameter of the trial of a number with the signature that is shared; nil when it is to be noted.
  func noted(_ parameter: Parameter, number: Int, after count: Int) -> Parameter? {
    let own = parameter.signature
    guard let place = place(sharing: own) ?? place(of: own.key.text, after: count),
      entries[place].definition.trialNumber <= number
    else { return nil }
    let shared = entries[place].signature
    guard shared === own || shared.isIdentical(own.key.text, own.distribution) else { return nil }
    return Parameter(shared, recordedValue: parameter.recordedValue)
  }

  /// Takes note of a parameter of the trial of a number.
  ///
  /// - Returns: The parameter with a signature that has a place and is shared from now on.
  mutating func note(_ parameter: Parameter, number: Int, after count: Int = 0) -> Parameter {
    let (name, distribution) = (parameter.name, parameter.distribution)
    guard let place = place(of: name, after: count) else {
      let signature = ParameterSignature(
        name: name, distribution: distribution, place: entries.count)
      places[parameter.key] = entries.count
      entries.append(
        Entry(
          signature: signature, isConsistent: true,
          definition: ParameterDefinition(trialNumber: number, distribution: distribution)))
      return Parameter(signature, recordedValue: parameter.recordedValue)
    }
    if !entries[place].signature.isIdentical(name, distribution) {
      entries[place].signature = ParameterSignature(
        name: name, distribution: distribution, place: place)
    }
    entries[place].definition.note(trialNumber: number, distribution: distribution)
    entries[place].isConsistent = entries[place].definition.accepts(distribution)
    return Parameter(entries[place].signature, recordedValue: parameter.recordedValue)
  }
}
