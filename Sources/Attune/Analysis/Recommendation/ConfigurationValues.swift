/// The complete, feasible trials with the same parameters, and all values of these.
struct ConfigurationValues: Sendable {
  /// The trials, in the order of their numbers.
  private(set) var trials: [TrialSnapshot] = []

  /// Their losses, of each repeat.
  private(set) var losses: [Double] = []

  /// The mean of the losses and its standard error.
  var statistics: RepeatStatistics { RepeatStatistics(losses) }

  /// Adds a trial with the same parameters.
  private mutating func add(_ trial: TrialSnapshot, _ direction: Direction) {
    trials.append(trial)
    let repeats = trial.repeatedValues.compactMap(\.first)
    losses += (repeats.isEmpty ? trial.values : repeats).map(direction.loss)
  }

  /// The configurations of the complete, feasible trials with a value, in the order of their first trials.
  ///
  /// - Complexity: O(*n* *d*) for *n* trials with *d* parameters.
  static func all(of history: TrialHistory) -> [ConfigurationValues] {
    var indices: [[Name: JSONValue]: Int] = [:]
    var configurations: [ConfigurationValues] = []
    for trial in history
    where trial.state == .complete && trial.values.count == 1 && !trial.values[0].isNaN
      && trial.isFeasible
    {
      let key = Dictionary(
        trial.parameters.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
      let index = indices[key] ?? configurations.count
      if index == configurations.count {
        indices[key] = index
        configurations.append(ConfigurationValues())
      }
      configurations[index].add(trial, history.directions[0])
    }
    return configurations
  }
}
