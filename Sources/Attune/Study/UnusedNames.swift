/// The names of enqueued values that finished trials did not ask for, until the user is warned of them.
struct UnusedNames {
  private var trials: [String: Int] = [:]
  private var warned: Set<String> = []

  /// Whether there is nothing to warn of.
  var isEmpty: Bool { trials.isEmpty }

  /// Adds the names of a trial, except those that the user was warned of before.
  mutating func add(_ names: [String], ofTrial number: Int) {
    for name in names where !warned.contains(name) && trials[name] == nil { trials[name] = number }
  }

  /// Takes out the names that the user is to be warned of, each with its trial, in the order of trials.
  ///
  /// - Parameter isAskedFor: Whether a trial has asked for a name by now, which is then forgotten.
  /// - Parameter isDue: Whether the user is to be warned of a name now, rather than later.
  mutating func takeDue(
    unless isAskedFor: (String) -> Bool, where isDue: (String) -> Bool = { _ in true }
  ) -> [(name: String, trial: Int)] {
    trials = trials.filter { !isAskedFor($0.key) }
    let due = trials.filter { isDue($0.key) }
    for name in due.keys { trials[name] = nil }
    warned.formUnion(due.keys)
    return due.map { ($0.key, $0.value) }.sorted { ($0.trial, $0.name) < ($1.trial, $1.name) }
  }
}
