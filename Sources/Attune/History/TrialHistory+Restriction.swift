extension TrialHistory {
  /// Returns a history that shows only some of the trials, such as those with the same budget.
  ///
  /// Numbers stay the same. Hidden trials are neither finished nor running: they look as if they waited in the
  /// queue, without parameters.
  ///
  /// - Parameter isIncluded: Whether the trial with a number is shown.
  /// - Complexity: O(*n* *d*) for *n* trials with *d* parameters.
  public func restricted(to isIncluded: (Int) -> Bool) -> TrialHistory {
    var result = TrialHistory(directions: directions)
    for trial in self {
      result.append(
        isIncluded(trial.number)
          ? trial : TrialSnapshot(number: trial.number, id: trial.id, state: .waiting))
    }
    return result
  }
}
