/// Decides what a worker trains next in a population: a pure function of the recorded trials.
struct PopulationPlanner: Sendable {
  /// What a worker does next.
  enum Turn: Sendable, Equatable {
    /// Resumes an interrupted trial.
    case resume(Int)
    /// Starts the next slice of a member.
    ///
    /// - Parameter isFirst: Whether no other member has started the slice, as far as they wait for each other.
    case start(PopulationMember, isFirst: Bool)
    /// Running trials show what comes next.
    case wait
    /// All members have all slices.
    case end
  }

  /// The number of slices that each member is to have.
  let sliceCount: Int
  let seed: UInt64
  let exploitation: Exploitation
  /// Whether a slice starts when all members have finished the previous one.
  let isSynchronous: Bool
  /// The results of the population.
  let table: HistoryFold<PopulationTable>

  /// The number of trials of the whole training.
  func trialCount(in history: TrialHistory) -> Int { table.state(at: history).size * sliceCount }

  /// What comes next.
  ///
  /// - Parameters:
  ///   - interrupted: The numbers of the running trials whose worker is lost.
  ///   - active: The numbers of the running trials of other workers. Those in neither set do not count: nothing
  ///     will end them.
  /// - Complexity: O(*m*) for *m* members, on average.
  func next(in history: TrialHistory, interrupted: Set<Int>, active: Set<Int>) -> Turn {
    let table = table.state(at: history)
    var pending: [PopulationMember] = []
    for trial in history.unfinishedTrials {
      guard let member = trial.member else { continue }
      if trial.state == .waiting || interrupted.contains(trial.number) {
        return .resume(trial.number)
      }
      if active.contains(trial.number) { pending.append(member) }
    }
    return isSynchronous ? nextInRounds(table, pending) : nextAlone(table, pending)
  }

  // MARK: Rounds

  private func nextInRounds(_ table: PopulationTable, _ pending: [PopulationMember]) -> Turn {
    let members = 0..<table.size
    let slice = members.map(table.finishedCount).min() ?? 0
    guard slice < sliceCount else { return .end }
    let running = Set(pending.filter { $0.slice == slice }.map(\.index))
    let open = members.filter { table.finishedCount(of: $0) <= slice && !running.contains($0) }
    guard let member = open.first else { return .wait }
    let scores = members.compactMap { other in
      table.result(of: other, slice: slice - 1).map { score($0, of: other) }
    }
    let source = source(of: member, slice, among: scores)
    let parent = source?.trial ?? table.complete(of: member).last?.trial
    return .start(
      start(member, slice, parent: parent), isFirst: open.count == members.count)
  }

  // MARK: Without rounds

  private func nextAlone(_ table: PopulationTable, _ pending: [PopulationMember]) -> Turn {
    let running = Set(pending.map(\.index))
    let free = (0..<table.size).filter { !running.contains($0) && !isDone($0, table) }
    // The member that is furthest behind, so that those beyond the number of workers take turns.
    let lengths = free.map { table.complete(of: $0).last?.slice ?? -1 }
    guard let position = lengths.indices.min(by: { lengths[$0] < lengths[$1] }) else {
      return running.isEmpty ? .end : .wait
    }
    let member = free[position]
    let parent = parentAlone(of: member, table)
    return .start(
      start(member, parent.map { $0.slice + 1 } ?? 0, parent: parent?.trial), isFirst: true)
  }

  private func isDone(_ member: Int, _ table: PopulationTable) -> Bool {
    (table.complete(of: member).last?.slice ?? -1) >= sliceCount - 1
  }

  /// The result from which a member continues: its own, or the last one of a member that was better after the same
  /// slice and still trains.
  private func parentAlone(of member: Int, _ table: PopulationTable) -> PopulationTable.Result? {
    let own = table.complete(of: member).last
    guard let last = table.last(of: member) else { return nil }
    let scores = (0..<table.size).compactMap { other -> Exploitation.Score? in
      if other == member { return score(last, of: member) }
      guard !isDone(other, table), let result = table.result(of: other, slice: last.slice) else {
        return nil
      }
      return score(result, of: other)
    }
    guard let source = source(of: member, last.slice + 1, among: scores) else { return own }
    return source.member == member ? last : table.complete(of: source.member).last
  }

  // MARK: Both

  private func score(
    _ result: PopulationTable.Result, of member: Int
  ) -> Exploitation.Score {
    Exploitation.Score(
      member: member, trial: result.trial, loss: result.loss, violation: result.violation)
  }

  private func source(
    of member: Int, _ slice: Int, among scores: [Exploitation.Score]
  ) -> Exploitation.Score? {
    var random = RandomStream(
      seed: seed, stream: UInt64(slice), purpose: "population exploit \(member)")
    return exploitation.source(of: member, among: scores, using: &random)
  }

  private func start(_ member: Int, _ slice: Int, parent: Int?) -> PopulationMember {
    var seeds = RandomStream(
      seed: seed, stream: UInt64(slice), purpose: "population seed \(member)")
    // Any reader of the journal can represent a seed below 2^53 as a double.
    return PopulationMember(index: member, slice: slice, parent: parent, seed: seeds.next() >> 11)
  }
}
