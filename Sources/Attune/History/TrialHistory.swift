/// All trials of a study as they stood at some moment, by number.
///
/// A value: what is added to the study later does not show in it. Copies share their memory.
public struct TrialHistory: Sendable {
  /// What is wanted of the objective values.
  public let directions: [Direction]

  private struct Table: Sendable {
    /// All trials; those that are not finished as they were when they began.
    var trials = ChunkedArray<TrialSnapshot>()
    var unfinished = UnfinishedTrials()
    var counts = [Int](repeating: 0, count: TrialState.allCases.count)
    var definitions: [String: ParameterDefinition] = [:]
    var columns: [String: ParameterColumn] = [:]
    var intersection = IntersectionSpace()
    var groups = ParameterGroups()
    var best: BestTrials
    var violations: [Int: Double] = [:]
    var losses = ParameterColumn()
    /// The complete and pruned trials in the order in which they became so.
    var finishes = ChunkedArray<Finish>()
    var finishedSinceBest = 0
    /// How many parameters the last finished trial has, and so the next one is going to have.
    var expectedParameterCount = 0
  }

  // A history is handed on and on: as one reference, not as many as a table has.
  private var shared: CopyOnWrite<Table>

  private var table: Table {
    _read { yield shared.value }
    _modify { yield &shared.value }
  }

  /// Creates the history of a study that has no trials.
  init(directions: [Direction]) {
    self.directions = directions
    shared = CopyOnWrite(Table(best: BestTrials(direction: directions[0])))
  }
}

extension TrialHistory: RandomAccessCollection {
  /// The number of the first trial.
  public var startIndex: Int { 0 }

  /// The number that the next trial will have.
  public var endIndex: Int { table.trials.count }

  /// The trial of a number.
  public subscript(number: Int) -> TrialSnapshot {
    table.unfinished.index(of: number).map { table.unfinished[$0] } ?? table.trials[number]
  }

  /// The state of the trial of a number.
  func state(of number: Int) -> TrialState {
    table.unfinished.index(of: number).map { table.unfinished.trials[$0].state }
      ?? table.trials[number].state
  }

  /// The parameters of the trial of a number.
  func parameters(of number: Int) -> ParameterList {
    table.unfinished.index(of: number).map { table.unfinished.trials[$0].parameters }
      ?? table.trials[number].parameters
  }

  /// What the library and samplers noted about the trial of a number.
  func systemAttributes(of number: Int) -> JSONObject {
    table.unfinished.index(of: number).map { table.unfinished.trials[$0].systemAttributes }
      ?? table.trials[number].systemAttributes
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
  public var finishedCount: Int { count - table.unfinished.trials.count }

  /// The trials that are running, by number.
  ///
  /// - Complexity: O(*k*) for *k* running and waiting trials.
  public var running: [TrialSnapshot] { table.unfinished.trials.filter { $0.state == .running } }

  /// The trials that wait in the queue, by number.
  ///
  /// - Complexity: O(*k*) for *k* running and waiting trials.
  public var waiting: [TrialSnapshot] { table.unfinished.trials.filter { $0.state == .waiting } }

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

  /// The complete, feasible trials that no other one dominates, by number.
  ///
  /// - Complexity: O(*n* log *n*) for two directions and usual fronts, at most O(*n*²).
  public var bestTrials: [TrialSnapshot] {
    let candidates = filter { $0.state == .complete && $0.isFeasible && !$0.values.isEmpty }
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
  var finishes: ChunkedArray<Finish> { table.finishes }

  /// How many trials have finished since the best one did; all of them when there is none.
  var finishedSinceBest: Int { table.finishedSinceBest }

  /// By how much a finished trial violates its constraints, summed; 0 when it does not.
  func violation(of number: Int) -> Double { table.violations[number] ?? 0 }

  /// Whether any finished trial violates a constraint.
  var hasViolations: Bool { !table.violations.isEmpty }

  /// How trials have defined a parameter; nil when none has it.
  func definition(of name: String) -> ParameterDefinition? { table.definitions[name] }

  /// The definition that does not go with another one of a parameter; nil when there is none.
  func conflict(with name: String, _ distribution: Distribution) -> ParameterDefinition? {
    guard let index = table.definitions.index(forKey: name),
      !table.definitions.values[index].accepts(distribution)
    else { return nil }
    return table.definitions.values[index]
  }

  /// The values of a parameter over the complete and pruned trials; nil when none has it.
  func column(of name: String) -> ParameterColumn? { table.columns[name] }
}

extension TrialHistory {
  /// Adds the trial with the next number.
  mutating func append(_ trial: TrialSnapshot) {
    table.trials.append(trial)
    table.counts[trial.state.rawValue] += 1
    for parameter in trial.parameters { noteDefinition(parameter, number: trial.number) }
    if trial.state.isFinished { return finish(trial) }
    var trial = trial
    trial.parameters.reserveCapacity(table.expectedParameterCount)
    table.unfinished.insert(trial)
  }

  /// Changes an unfinished trial.
  mutating func update(_ number: Int, _ change: (inout TrialSnapshot) -> Void) {
    guard let index = table.unfinished.index(of: number) else { return }
    let before = table.unfinished.trials[index].state
    change(&table.unfinished[index])
    let after = table.unfinished.trials[index].state
    guard before != after else { return }
    table.counts[before.rawValue] -= 1
    table.counts[after.rawValue] += 1
    guard after.isFinished else { return }
    let trial = table.unfinished.remove(at: index)
    finish(trial)
    table.trials[number] = trial
  }

  /// Records the value of a parameter of an unfinished trial.
  mutating func setParameter(_ parameter: Parameter, number: Int) {
    guard let index = table.unfinished.index(of: number) else { return }
    table.unfinished[index].parameters.set(parameter)
    noteDefinition(parameter, number: number)
  }

  private mutating func noteDefinition(_ parameter: Parameter, number: Int) {
    let distribution = parameter.distribution
    guard let index = table.definitions.index(forKey: parameter.name) else {
      table.definitions[parameter.name] = ParameterDefinition(
        trialNumber: number, distribution: distribution)
      return
    }
    // Most trials define a parameter as it was; the dictionary, of which samplers hold copies, is left
    // alone then.
    let (first, widest) = (
      table.definitions.values[index].trialNumber, table.definitions.values[index].widest
    )
    guard first > number || widest != distribution else { return }
    table.definitions.values[index].note(trialNumber: number, distribution: distribution)
  }

  private mutating func finish(_ trial: TrialSnapshot) {
    table.expectedParameterCount = trial.parameters.count
    if trial.state != .failed { enterValues(of: trial) }
    let violation = trial.violation
    if violation > 0 { table.violations[trial.number] = violation }
    if trial.state == .complete, directions.count == 1, let value = trial.value {
      table.losses.insert(directions[0].loss(value), number: trial.number)
    }
    table.finishedSinceBest += 1
    if trial.state == .complete, table.best.note(trial) { table.finishedSinceBest = 0 }
  }

  private mutating func enterValues(of trial: TrialSnapshot) {
    table.finishes.append(Finish(number: trial.number))
    table.intersection.formIntersection(trial.parameters)
    table.groups.note(trial.parameters)
    for parameter in trial.parameters {
      guard let value = table.definitions[parameter.name]?.coordinate(parameter) else { continue }
      table.columns[parameter.name, default: ParameterColumn()].insert(value, number: trial.number)
    }
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
