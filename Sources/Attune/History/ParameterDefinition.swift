/// How the trials of a study have defined a parameter.
struct ParameterDefinition: Sendable {
  /// The lowest-numbered trial that has the parameter.
  private(set) var trialNumber: Int

  /// How that trial defined it.
  private(set) var first: Distribution

  /// The definition with the most choices so far; equal to `first` when choices were never added.
  private(set) var widest: Distribution

  init(trialNumber: Int, distribution: Distribution) {
    self.trialNumber = trialNumber
    first = distribution
    widest = distribution
  }

  /// Takes note of one more trial that has the parameter.
  mutating func note(trialNumber number: Int, distribution: Distribution) {
    if number < trialNumber {
      trialNumber = number
      first = distribution
    }
    if case .categorical(let new) = distribution, case .categorical(let known) = widest,
      new.choices.count > known.choices.count, new.choices.starts(with: known.choices)
    {
      widest = distribution
    }
  }

  /// Whether another trial may define the parameter so.
  ///
  /// Optuna's rule, and in addition choices may be added behind those there were. Optuna itself
  /// passes over such a parameter.
  func accepts(_ distribution: Distribution) -> Bool {
    if distribution.isCompatible(with: first) { return true }
    guard case .categorical(let new) = distribution, case .categorical(let old) = first,
      case .categorical(let known) = widest
    else { return false }
    return new.choices.starts(with: old.choices)
      && (new.choices.starts(with: known.choices) || known.choices.starts(with: new.choices))
  }

  /// The coordinate under which a parameter's value stands in the columns; NaN when it has no place.
  func coordinate(_ parameter: Parameter) -> Double {
    guard case .categorical(let known) = widest else {
      return parameter.distribution.coordinate(recorded: parameter.recordedValue)
    }
    guard case .categorical(let own) = parameter.distribution,
      case .choice(let index)? = parameter.parameterValue
    else { return .nan }
    if known.choices.starts(with: own.choices) { return Double(index) }
    return known.choices.firstIndex(of: own.choices[index]).map(Double.init) ?? .nan
  }
}
