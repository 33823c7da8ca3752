/// The definitions of a parameter by the trials of a study.
package struct ParameterDefinition: Sendable {
  /// The lowest-numbered trial that has the parameter.
  private(set) var trialNumber: Int

  /// The distribution in that trial.
  private(set) var first: Distribution

  /// The distribution with the most choices so far; equal to `first` if no choices were added.
  private(set) var widest: Distribution

  package init(trialNumber: Int, distribution: Distribution) {
    self.trialNumber = trialNumber
    first = distribution
    widest = distribution
  }

  /// Records the definition of another trial.
  mutating func record(trialNumber number: Int, distribution: Distribution) {
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

  /// Whether another trial may define the parameter with this distribution.
  ///
  /// The rule is Optuna's, extended: choices may be appended to the known ones. Optuna ignores a
  /// parameter whose choices have changed.
  package func accepts(_ distribution: Distribution) -> Bool {
    if distribution.isCompatible(with: first) { return true }
    guard case .categorical(let new) = distribution, case .categorical(let old) = first,
      case .categorical(let known) = widest
    else { return false }
    return new.choices.starts(with: old.choices)
      && (new.choices.starts(with: known.choices) || known.choices.starts(with: new.choices))
  }

  /// The coordinate of a parameter's value in the columns; NaN if it has none.
  ///
  /// A choice has its index among the widest choices as its coordinate.
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
