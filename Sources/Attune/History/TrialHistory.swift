/// All trials of a study as they stood at some moment, by number.
///
/// A value: what is added to the study later does not show in it. Copies share their memory.
public struct TrialHistory: Sendable {
  private struct Contents: Sendable {
    let directions: [Direction]
    var table: CopyOnWrite<Table>
    /// Apart, so that the table need not be copied while a trial that holds a history is at work.
    var unfinished = UnfinishedTrials()
  }

  private struct Table: Sendable {
    /// All trials; those that are not finished as they were when they began.
    var trials = ChunkedArray<TrialSnapshot>()
    var counts = [Int](repeating: 0, count: TrialState.allCases.count)
    var parameters = ParameterTable()
    var columns = ParameterColumns()
    var intersection = IntersectionSpace()
    var groups = ParameterGroups()
    var best: BestTrials
    var violations: [Int: Double] = [:]
    var losses = ParameterColumn()
    /// The complete and pruned trials in the order in which they became so.
    var finishes = ChunkedArray<HistoryRevision>()
    var finishedSinceBest = 0
  }

  // A history is handed on and on: as one reference, not as many as its contents have.
  private var shared: CopyOnWrite<Contents>

  private var table: Table {
    _read { yield shared.value.table.value }
    _modify { yield &shared.value.table.value }
  }

  private var unfinished: UnfinishedTrials {
    _read { yield shared.value.unfinished }
    _modify { yield &shared.value.unfinished }
  }

  /// Creates the history of a study that has no trials.
  init(directions: [Direction]) {
    let table = Table(best: BestTrials(direction: directions[0]))
    shared = CopyOnWrite(Contents(directions: directions, table: CopyOnWrite(table)))
  }

  /// What is wanted of the objective values.
  public var directions: [Direction] { shared.value.directions }
}

extension TrialHistory: RandomAccessCollection {
  /// The number of the first trial.
  public var startIndex: Int { 0 }

  /// The number that the next trial will have.
  public var endIndex: Int { table.trials.count }

  /// The trial of a number.
  public subscript(number: Int) -> TrialSnapshot {
    unfinished.index(of: number).map { unfinished[$0] } ?? table.trials[number]
  }

  /// The state of the trial of a number.
  func state(of number: Int) -> TrialState {
    unfinished.index(of: number).map { unfinished.trials[$0].state }
      ?? table.trials[number].state
  }

  /// The parameters of the trial of a number.
  func parameters(of number: Int) -> ParameterList {
    unfinished.index(of: number).map { unfinished.trials[$0].parameters }
      ?? table.trials[number].parameters
  }

  /// What the library and samplers noted about the trial of a number.
  func systemAttributes(of number: Int) -> JSONObject {
    unfinished.index(of: number).map { unfinished.trials[$0].systemAttributes }
      ?? table.trials[number].systemAttributes
  }

  /// Whether the trial of a number no longer belongs to the worker of an attempt.
  ///
  /// Another worker has started the next attempt, or put the trial back into the queue.
  func isTakenOver(_ number: Int, from attempt: Int) -> Bool {
    state(of: number) == .waiting
      || SystemAttribute.attempt(in: systemAttributes(of: number)) ?? attempt != attempt
  }
}

extension TrialHistory {
  /// How many trials are in a state.
  ///
  /// - Complexity: O(1).
  public func count(of state: TrialState) -> Int { table.counts[state.rawValue] }

  /// How many trials are complete, pruned or failed.
  ///
  /// - Complexity: O(1).
  public var finishedCount: Int { count - unfinished.trials.count }

  /// The trials that are running, by number.
  ///
  /// - Complexity: O(*k*) for *k* running and waiting trials.
  public var running: [TrialSnapshot] { unfinished.trials.filter { $0.state == .running } }

  /// The trials that wait in the queue, by number.
  ///
  /// - Complexity: O(*k*) for *k* running and waiting trials.
  public var waiting: [TrialSnapshot] { unfinished.trials.filter { $0.state == .waiting } }

  /// The complete trial with the best value, the lowest number among equals; nil when there is none.
  ///
  /// Trials that violate a constraint do not count; nor does anything when there are several
  /// directions, see ``bestTrials``.
  ///
  /// - Complexity: O(1).
  public var bestTrial: TrialSnapshot? {
    guard directions.count == 1 else { return nil }
    return table.best.number.map { self[$0] }
  }

  /// The best complete, feasible trials, best first; of equal values the one with the lower number first.
  ///
  /// - Parameter count: The largest number of trials to return.
  /// - Returns: Fewer trials if there are fewer; none in a multi-objective study.
  /// - Precondition: `count` is not negative.
  /// - Complexity: O(*n* log *n*) for *n* trials.
  public func best(_ count: Int) -> [TrialSnapshot] {
    guard directions.count == 1 else { return [] }
    let candidates = filter { $0.state == .complete && $0.isFeasible }
      .sorted { directions[0].isBetter($0.values[0], than: $1.values[0]) }
    return Array(candidates.prefix(count))
  }

  /// How many trials have the value of the best one, itself included; 0 when there is none.
  ///
  /// - Complexity: O(*n*) for *n* trials.
  package var bestTieCount: Int {
    guard let best = bestTrial else { return 0 }
    return count { $0.state == .complete && $0.isFeasible && $0.values == best.values }
  }

  /// The complete, feasible trials that no other one dominates, by number.
  ///
  /// - Complexity: O(*n* log *n*) for two directions and usual fronts, at most O(*n*²).
  public var bestTrials: [TrialSnapshot] {
    // Other programs may have recorded a number of values that is not that of the directions.
    let candidates = filter {
      $0.state == .complete && $0.isFeasible && $0.values.count == directions.count
    }
    let losses = candidates.map { $0.losses(directions) }
    return ParetoFront.indices(of: losses).map { candidates[$0] }
  }

  /// The parameters that every complete or pruned trial has, equally defined.
  ///
  /// - Complexity: O(1).
  public var intersectionSpace: SearchSpace { table.intersection.space }

  /// The parameters in groups that complete and pruned trials have either as a whole or not at all.
  ///
  /// - Complexity: O(1).
  var parameterGroups: [SearchSpace] { table.groups.spaces }

  /// The complete trials of a study with one direction by loss; the largest ones when maximized.
  var losses: ParameterColumn { table.losses }

  /// The complete and pruned trials in the order in which they became so.
  var finishes: ChunkedArray<HistoryRevision> { table.finishes }

  /// How many trials have finished since the best one did; all of them when there is none.
  var finishedSinceBest: Int { table.finishedSinceBest }

  /// By how much a finished trial violates its constraints, summed; 0 when it does not.
  func violation(of number: Int) -> Double { table.violations[number] ?? 0 }

  /// Whether any finished trial violates a constraint.
  var hasViolations: Bool { !table.violations.isEmpty }

  /// How trials have defined a parameter; nil when none has it.
  func definition(of name: String) -> ParameterDefinition? {
    table.parameters.place(of: name).map { table.parameters.entries[$0].definition }
  }

  /// The lowest-numbered trial that has a parameter, and its distribution with the most choices so far;
  /// nil when none has it.
  package func recordedDistribution(
    of name: String
  ) -> (trialNumber: Int, distribution: Distribution)? {
    definition(of: name).map { ($0.trialNumber, $0.widest) }
  }

  /// Whether trials to come may define a parameter so.
  package func accepts(_ distribution: Distribution, for name: String) -> Bool {
    definition(of: name)?.accepts(distribution) ?? true
  }

  /// The names of all parameters that trials have had.
  ///
  /// - Complexity: O(*d*) for *d* parameters.
  package var parameterNames: [String] { table.parameters.entries.map(\.signature.key.text) }

  /// The values of a parameter over the complete and pruned trials; nil when none has it.
  func column(of name: String) -> ParameterColumn? {
    guard let place = table.parameters.place(of: name) else { return nil }
    table.columns.update(table.trials, table.parameters)
    return table.columns[place]
  }

  /// The columns of some parameters, empty for those that no trial has.
  func columns(of names: [String]) -> [ParameterColumn] {
    table.columns.update(table.trials, table.parameters)
    return names.enumerated().map { index, name in
      table.parameters.place(of: name, after: index).flatMap { table.columns[$0] }
        ?? ParameterColumn()
    }
  }

  /// What is known about a parameter that the trial of a number asks for.
  func inquire(_ name: String, _ distribution: Distribution, number: Int) -> ParameterLookup {
    table.parameters.inquire(name, distribution, for: parameters(of: number))
  }

  /// The definition that does not go with a parameter for the trial of a number; nil when there is none.
  func conflict(with parameter: Parameter, number: Int) -> ParameterDefinition? {
    table.parameters.conflict(with: parameter, after: parameters(of: number).count)
  }
}

extension TrialHistory {
  /// Adds the trial with the next number.
  mutating func append(_ trial: consuming TrialSnapshot) {
    trial.parameters.replaceEach { noting($0, number: trial.number) }
    table.trials.append(copy trial)
    table.counts[trial.state.rawValue] += 1
    if trial.state.isFinished { finish(trial) } else { unfinished.insert(trial) }
  }

  /// This history, completed up to a number by the trials of another one as if they had just begun.
  func upTo(_ number: Int, of history: TrialHistory) -> TrialHistory {
    var result = self
    for trial in history[count...number] { result.append(trial.restarted) }
    return result
  }

  /// Changes an unfinished trial.
  mutating func update(_ number: Int, _ change: (inout TrialSnapshot) -> Void) {
    guard let index = unfinished.index(of: number) else { return }
    let before = unfinished.trials[index].state
    change(&unfinished[index])
    let after = unfinished.trials[index].state
    guard before != after else { return }
    table.counts[before.rawValue] -= 1
    table.counts[after.rawValue] += 1
    guard after.isFinished else { return }
    let trial = unfinished.remove(at: index)
    finish(trial)
    table.trials[number] = trial
  }

  /// Records the value of a parameter of an unfinished trial.
  mutating func setParameter(_ parameter: Parameter, number: Int) {
    guard let index = unfinished.index(of: number) else { return }
    let count = unfinished.trials[index].parameters.count
    let parameter = noting(parameter, number: number, after: count)
    if count == 0 {
      unfinished[index].parameters.reserveCapacity(table.parameters.expected.count)
    }
    unfinished[index].parameters.set(parameter)
  }

  /// Takes note of a parameter of a trial with so many; returns it with a signature that is shared.
  private mutating func noting(
    _ parameter: Parameter, number: Int, after count: Int = 0
  ) -> Parameter {
    if let noted = table.parameters.noted(parameter, number: number, after: count) { return noted }
    table.columns.update(table.trials, table.parameters)
    return table.parameters.note(parameter, number: number, after: count)
  }

  private mutating func finish(_ trial: TrialSnapshot) {
    table.parameters.expected = trial.parameters
    if trial.state != .failed {
      table.finishes.append(HistoryRevision(number: trial.number))
      table.intersection.formIntersection(trial.parameters)
      table.groups.note(trial.parameters)
      table.columns.add(trial.number)
    }
    let violation = trial.violation
    if violation > 0 { table.violations[trial.number] = violation }
    if trial.state == .complete, directions.count == 1, let value = trial.value {
      table.losses.insert(directions[0].loss(value), number: trial.number)
    }
    table.finishedSinceBest += 1
    if trial.state == .complete, table.best.note(trial) { table.finishedSinceBest = 0 }
  }
}

/// The best trial so far, kept up to date as trials complete.
private struct BestTrials: Sendable {
  let direction: Direction
  private var leader: (number: Int, value: Double)?

  init(direction: Direction) {
    self.direction = direction
  }

  var number: Int? { leader?.number }

  /// Takes note of a complete trial; returns whether it is the best now.
  mutating func note(_ trial: TrialSnapshot) -> Bool {
    guard let value = trial.values.first, !value.isNaN, trial.isFeasible else { return false }
    if let leader {
      let isEqualButEarlier = value == leader.value && trial.number < leader.number
      guard direction.isBetter(value, than: leader.value) || isEqualButEarlier else { return false }
    }
    leader = (trial.number, value)
    return true
  }
}
