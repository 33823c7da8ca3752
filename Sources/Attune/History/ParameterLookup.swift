/// What the trials so far say to one of them that asks for a parameter.
enum ParameterLookup: Sendable {
  /// The trial has the parameter.
  case known(Parameter)

  /// Other trials have defined it in a way that does not go with the one asked for.
  indirect case conflict(ParameterDefinition)

  /// It may have the parameter, by a signature that is shared with earlier trials if possible.
  case open(ParameterSignature)
}
