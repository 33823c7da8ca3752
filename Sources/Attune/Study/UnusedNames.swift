/// The names of enqueued values that finished trials did not ask for, until a warning is printed.
struct UnusedNames {
  private var trials: [String: Int] = [:]
  private var warned: Set<String> = []

  /// Whether there is no name to warn about.
  var isEmpty: Bool { trials.isEmpty }

  /// Adds the names of a trial, except those with an earlier warning.
  mutating func add(_ names: [String], ofTrial number: Int) {
    for name in names where !warned.contains(name) && trials[name] == nil { trials[name] = number }
  }

  /// Removes and returns the names to warn about, each with its trial, in the order of trials.
  ///
  /// - Parameter isAskedFor: Whether a trial has asked for a name by now; such names are removed.
  /// - Parameter isDue: Whether to warn about a name now, rather than later.
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
