/// The result of looking up a parameter for a trial that suggests it.
enum ParameterLookup: Sendable {
  /// The trial has the parameter already.
  case known(Parameter)

  /// Other trials have defined it with an incompatible distribution.
  indirect case conflict(ParameterDefinition)

  /// The trial may add it with this signature, which is shared with earlier trials if possible.
  case open(ParameterSignature)
}
