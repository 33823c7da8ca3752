import Synchronization

extension Study {
  /// Records the enqueued values that a finished trial did not ask for.
  ///
  /// A name that resembles one that the trial asked for is probably misspelt, and the user is warned at
  /// once. Any other may belong to a branch that another trial takes, so the warning is left to
  /// ``warnOfUnusedNames()``. A failed trial may have ended before it asked.
  func recordUnusedNames(of trial: TrialSnapshot) {
    guard trial.state != .failed else { return }
    let unused = trial.unusedParameters
    guard !unused.isEmpty else { return }
    let enqueued = trial.systemAttributes[SystemAttribute.fixedParameters]?.objectValue
    let sampled = trial.parameters.map(\.name).filter { enqueued?[$0] == nil }
    warn(of: unused, of: trial.number, among: sampled) { name in
      // Names that differ only in numbers, such as those of a network's layers, belong to a series, and two
      // names of one letter each do not resemble each other.
      let others = sampled.filter { Self.letters(of: $0) != Self.letters(of: name) }
      return name.count > 1 && !EditDistance.hint(for: name, among: others).isEmpty
    }
  }

  private static func letters(of name: String) -> String { name.filter { !$0.isNumber } }

  /// Warns of the enqueued values that no trial of the study has asked for, once for each name.
  ///
  /// Called at the end of a run, and after each `tell`, since no trial of a program that calls `ask` and
  /// `tell` is known to be the last.
  func warnOfUnusedNames() {
    guard unusedNames.withLock({ !$0.isEmpty }) else { return }
    warn(of: [], of: 0, among: trials.parameterNames) { _ in true }
  }

  private func warn(
    of names: [String], of number: Int, among known: [String], where isDue: (String) -> Bool
  ) {
    let history = trials
    let due = unusedNames.withLock { unused in
      unused.add(names, ofTrial: number)
      return unused.takeDue(unless: { history.definition(of: $0) != nil }, where: isDue)
    }
    for (name, number) in due {
      let sentence =
        "Trial \(number) of the study \"\(self.name)\" was enqueued with a value for \"\(name)\", which "
        + "no trial has asked for\(EditDistance.hint(for: name, among: known)); the value has no effect."
      Logging.log(.warning, sentence.printable)
    }
  }
}
