/// All trials of a study at one moment, in the order of their numbers.
///
/// It is a value: later changes to the study do not affect it. Copies share their storage.
public struct TrialHistory: Sendable {
  private struct Contents: Sendable {
    let directions: [Direction]
    var table: CopyOnWrite<Table>
    /// Outside the table, so that a running trial can change while others hold copies of the
    /// history.
    var unfinished = UnfinishedTrials()
  }

  private struct Table: Sendable {
    /// All trials; unfinished ones in their initial state.
    var trials = ChunkedArray<TrialSnapshot>()
    var counts = [Int](repeating: 0, count: TrialState.allCases.count)
    var parameters = ParameterTable()
    var columns = ParameterColumns()
    var intersection = IntersectionSpace()
    var groups = ParameterGroups()
    var best: BestTrial
    var violations: [Int: Double] = [:]
    var losses = ParameterColumn()
    /// The complete and pruned trials in the order in which they finished.
    var revisions = ChunkedArray<HistoryEntry>()
    /// All finished trials in the order in which they finished.
    var endings = ChunkedArray<HistoryEntry>()
    var finishedSinceBest = 0
    var rungLinks = RungLinks()
  }

  // A single reference, since histories are passed around often and the contents hold many
  // references.
  private var shared: CopyOnWrite<Contents>

  private var table: Table {
    _read { yield shared.value.table.value }
    _modify { yield &shared.value.table.value }
  }

  private var unfinished: UnfinishedTrials {
    _read { yield shared.value.unfinished }
    _modify { yield &shared.value.unfinished }
  }

  /// Creates the history of a study without trials.
  init(directions: [Direction]) {
    let table = Table(best: BestTrial(direction: directions[0]))
    shared = CopyOnWrite(Contents(directions: directions, table: CopyOnWrite(table)))
  }

  /// The directions of optimization, one for each objective value.
  public var directions: [Direction] { shared.value.directions }
}

extension TrialHistory: RandomAccessCollection {
  /// The number of the first trial.
  public var startIndex: Int { 0 }

  /// The number of the next trial.
  public var endIndex: Int { table.trials.count }

  /// The trial with the given number.
  public subscript(number: Int) -> TrialSnapshot {
    unfinished.index(of: number).map { unfinished[$0] } ?? table.trials[number]
  }

  /// The number of the trial with an id; nil if there is none.
  ///
  /// - Complexity: O(log *n*) for *n* trials, or for *n* unfinished trials if it is one of them.
  func number(ofTrial id: Int) -> Int? {
    if let index = unfinished.index(ofTrial: id) { return unfinished[index].number }
    let number = table.trials.partitioningIndex { $0.id >= id }
    return number < count && table.trials[number].id == id ? number : nil
  }

  /// The state of the trial with the given number.
  func state(of number: Int) -> TrialState {
    unfinished.index(of: number).map { unfinished.trials[$0].state }
      ?? table.trials[number].state
  }

  /// The parameters of the trial with the given number.
  func parameters(of number: Int) -> ParameterList {
    unfinished.index(of: number).map { unfinished.trials[$0].parameters }
      ?? table.trials[number].parameters
  }

  /// The system attributes of the trial with the given number.
  func systemAttributes(of number: Int) -> JSONObject {
    unfinished.index(of: number).map { unfinished.trials[$0].systemAttributes }
      ?? table.trials[number].systemAttributes
  }

  /// Whether a trial no longer belongs to the worker that runs the given attempt.
  ///
  /// True if another worker has started the next attempt or put the trial back into the queue.
  func isTakenOver(_ number: Int, from attempt: Int) -> Bool {
    state(of: number) == .waiting
      || SystemAttribute.attempt(in: systemAttributes(of: number)) ?? attempt != attempt
  }
}

extension TrialHistory {
  /// The number of trials in a state.
  ///
  /// - Complexity: O(1).
  public func count(of state: TrialState) -> Int { table.counts[state.rawValue] }

  /// The number of trials that are complete, pruned or failed.
  ///
  /// - Complexity: O(1).
  public var finishedCount: Int { count - unfinished.trials.count }

  /// The running trials, in the order of their numbers.
  ///
  /// - Complexity: O(*k*) for *k* running and waiting trials.
  public var running: [TrialSnapshot] { unfinished.trials.filter { $0.state == .running } }

  /// The trials waiting in the queue, in the order of their numbers.
  ///
  /// - Complexity: O(*k*) for *k* running and waiting trials.
  public var waiting: [TrialSnapshot] { unfinished.trials.filter { $0.state == .waiting } }

  /// The running and waiting trials, in the order of their numbers.
  ///
  /// - Complexity: O(1).
  var unfinishedTrials: [TrialSnapshot] { unfinished.trials }

  /// The links between trials of the same configuration.
  var rungLinks: RungLinks { table.rungLinks }

  /// The complete trial with the best value, the one with the lowest number among ties.
  ///
  /// Trials that violate a constraint are ignored. Nil if there is no such trial, and in
  /// multi-objective studies, see ``bestTrials``.
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
    // Other programs may have recorded complete trials without a value, or with NaN.
    let candidates = filter {
      $0.state == .complete && $0.isFeasible && $0.values.first?.isNaN == false
    }
    .sorted { directions[0].isBetter($0.values[0], than: $1.values[0]) }
    return Array(candidates.prefix(count))
  }

  /// The number of trials whose value equals the best one, including the best trial; 0 if there is
  /// none.
  ///
  /// - Complexity: O(*n*) for *n* trials.
  package var bestTieCount: Int {
    guard let best = bestTrial else { return 0 }
    return count { $0.state == .complete && $0.isFeasible && $0.values == best.values }
  }

  /// The Pareto-optimal trials among the complete, feasible ones, in the order of their numbers.
  ///
  /// - Complexity: O(*n* log *n*) for two directions and usual fronts, at most O(*n*²).
  public var bestTrials: [TrialSnapshot] {
    // Other programs may have recorded more or fewer values than there are directions.
    let candidates = filter {
      $0.state == .complete && $0.isFeasible && $0.values.count == directions.count
    }
    let losses = candidates.map { $0.losses(directions) }
    return ParetoFront.indices(of: losses).map { candidates[$0] }
  }

  /// The parameters that all complete and pruned trials have with the same distribution.
  ///
  /// - Complexity: O(1).
  public var intersectionSpace: SearchSpace { table.intersection.space }

  /// The parameters in groups: each complete or pruned trial has all parameters of a group or none.
  ///
  /// - Complexity: O(1).
  var parameterGroups: [SearchSpace] { table.groups.spaces }

  /// The losses of the complete trials of a single-objective study; see ``Direction/loss(_:)``.
  var losses: ParameterColumn { table.losses }

  /// The complete and pruned trials in the order in which they finished.
  var revisions: ChunkedArray<HistoryEntry> { table.revisions }

  /// The finished trials, also the failed ones, in the order in which they finished.
  var endings: ChunkedArray<HistoryEntry> { table.endings }

  /// The number of trials that have finished since the best one; all finished trials if there is no
  /// best one.
  var finishedSinceBest: Int { table.finishedSinceBest }

  /// The total constraint violation of a finished trial; 0 if it is feasible.
  func violation(of number: Int) -> Double { table.violations[number] ?? 0 }

  /// Whether any finished trial violates a constraint.
  var hasViolations: Bool { !table.violations.isEmpty }

  /// The definition of a parameter; nil if no trial has it.
  func definition(of name: String) -> ParameterDefinition? {
    table.parameters.index(of: name).map { table.parameters.entries[$0].definition }
  }

  /// The lowest-numbered trial that has a parameter, and the distribution with the most choices so
  /// far; nil if no trial has it.
  package func recordedDistribution(
    of name: String
  ) -> (trialNumber: Int, distribution: Distribution)? {
    definition(of: name).map { ($0.trialNumber, $0.widest) }
  }

  /// Whether further trials may define a parameter with this distribution.
  package func accepts(_ distribution: Distribution, for name: String) -> Bool {
    definition(of: name)?.accepts(distribution) ?? true
  }

  /// The names of all parameters that trials have had.
  ///
  /// - Complexity: O(*d*) for *d* parameters.
  package var parameterNames: [String] { table.parameters.entries.map(\.signature.key.text) }

  /// The column of a parameter over the complete and pruned trials; nil if no trial has the
  /// parameter.
  func column(of name: String) -> ParameterColumn? {
    guard let index = table.parameters.index(of: name) else { return nil }
    table.columns.update(table.trials, table.parameters)
    return table.columns[index]
  }

  /// The columns of several parameters; empty columns for those that no trial has.
  func columns(of names: [String]) -> [ParameterColumn] {
    table.columns.update(table.trials, table.parameters)
    return names.enumerated().map { index, name in
      table.parameters.index(of: name, after: index).flatMap { table.columns[$0] }
        ?? ParameterColumn()
    }
  }

  /// Looks up a parameter for the trial with the given number.
  func lookUp(_ name: String, _ distribution: Distribution, number: Int) -> ParameterLookup {
    table.parameters.lookUp(name, distribution, for: parameters(of: number))
  }

  /// The definition that a parameter of the given trial is incompatible with; nil if there is none.
  func conflict(with parameter: Parameter, number: Int) -> ParameterDefinition? {
    table.parameters.conflict(with: parameter, after: parameters(of: number).count)
  }
}

extension TrialHistory {
  /// Adds the trial with the next number.
  mutating func append(_ trial: consuming TrialSnapshot) {
    trial.parameters.replaceEach { recording($0, number: trial.number) }
    table.trials.append(copy trial)
    table.counts[trial.state.rawValue] += 1
    if trial.state.isFinished { finish(trial) } else { unfinished.insert(trial) }
  }

  /// This history, extended up to a number by the trials of another one in their initial state.
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

  /// Replaces the contents of an unfinished trial by those of a trial with the same number.
  mutating func replace(with trial: TrialSnapshot) {
    guard unfinished.index(of: trial.number) != nil else { return }
    for parameter in trial.parameters { setParameter(parameter, number: trial.number) }
    update(trial.number) { current in
      // The parameters of a trial are never removed.
      let parameters = current.parameters
      current = trial
      current.parameters = parameters
    }
  }

  /// Records the value of a parameter of an unfinished trial.
  mutating func setParameter(_ parameter: Parameter, number: Int) {
    guard let index = unfinished.index(of: number) else { return }
    let count = unfinished.trials[index].parameters.count
    let parameter = recording(parameter, number: number, after: count)
    if count == 0 {
      unfinished[index].parameters.reserveCapacity(table.parameters.expected.count)
    }
    unfinished[index].parameters.set(parameter)
  }

  /// Records a parameter of a trial and returns it with a shared signature.
  ///
  /// - Parameter count: The number of parameters the trial already has.
  private mutating func recording(
    _ parameter: Parameter, number: Int, after count: Int = 0
  ) -> Parameter {
    if let known = table.parameters.sharedParameter(parameter, number: number, after: count) {
      return known
    }
    table.columns.update(table.trials, table.parameters)
    return table.parameters.record(parameter, number: number, after: count)
  }

  private mutating func finish(_ trial: TrialSnapshot) {
    table.parameters.expected = trial.parameters
    let entry = HistoryEntry(number: trial.number)
    table.endings.append(entry)
    if trial.state != .failed {
      table.revisions.append(entry)
      table.intersection.formIntersection(trial.parameters)
      table.groups.update(with: trial.parameters)
      table.columns.add(trial.number)
    }
    let violation = trial.violation
    if violation > 0 { table.violations[trial.number] = violation }
    table.rungLinks.add(trial)
    if trial.state == .complete, directions.count == 1, let value = trial.value {
      table.losses.insert(directions[0].loss(value), number: trial.number)
    }
    table.finishedSinceBest += 1
    if trial.state == .complete, table.best.record(trial) { table.finishedSinceBest = 0 }
  }
}

/// The best trial so far, updated as trials complete.
private struct BestTrial: Sendable {
  let direction: Direction
  private var leader: (number: Int, value: Double)?

  init(direction: Direction) {
    self.direction = direction
  }

  var number: Int? { leader?.number }

  /// Records a complete trial and returns whether it is the new best one.
  mutating func record(_ trial: TrialSnapshot) -> Bool {
    guard let value = trial.values.first, !value.isNaN, trial.isFeasible else { return false }
    if let leader {
      let isEqualButEarlier = value == leader.value && trial.number < leader.number
      guard direction.isBetter(value, than: leader.value) || isEqualButEarlier else { return false }
    }
    leader = (trial.number, value)
    return true
  }
}
