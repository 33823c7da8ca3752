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
  private let seed: UInt64
  private let exploitation: Exploitation
  private let isSynchronous: Bool
  private let table: HistoryFold<PopulationTable>

  /// - Parameters:
  ///   - table: The results of the population.
  ///   - isSynchronous: Whether a slice starts when all members have finished the previous one.
  init(
    sliceCount: Int, seed: UInt64, exploitation: Exploitation, isSynchronous: Bool,
    table: HistoryFold<PopulationTable>
  ) {
    self.sliceCount = sliceCount
    self.seed = seed
    self.exploitation = exploitation
    self.isSynchronous = isSynchronous
    self.table = table
  }

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
    var pending: [Int: Set<Int>] = [:]
    var resumed: Int?
    for trial in history.unfinishedTrials {
      guard let member = trial.member else { continue }
      let waits = trial.state == .waiting || interrupted.contains(trial.number)
      guard waits || active.contains(trial.number) else { continue }
      if waits, resumed == nil { resumed = trial.number }
      pending[member.slice, default: []].insert(member.index)
    }
    if let resumed { return .resume(resumed) }
    return isSynchronous ? nextInRounds(table, pending) : nextAlone(table, pending)
  }

  private func nextInRounds(_ table: PopulationTable, _ pending: [Int: Set<Int>]) -> Turn {
    let slice = table.finishedCounts.min() ?? 0
    guard slice < sliceCount else { return .end }
    let isOpen = { (member: Int) in
      table.finishedCounts[member] <= slice && pending[slice]?.contains(member) != true
    }
    guard let member = (0..<table.size).first(where: isOpen) else { return .wait }
    let standings = (0..<table.size).compactMap { standing(of: $0, in: table, slice: slice - 1) }
    return .start(
      next(member, slice, standings, table), isFirst: (0..<table.size).allSatisfy(isOpen))
  }

  private func nextAlone(_ table: PopulationTable, _ pending: [Int: Set<Int>]) -> Turn {
    let running = pending.values.reduce(into: Set()) { $0.formUnion($1) }
    let free = (0..<table.size).filter {
      !running.contains($0) && table.finishedCounts[$0] < sliceCount
    }
    // The member that is furthest behind, so that those beyond the number of workers take turns.
    guard let member = free.min(by: { table.finishedCounts[$0] < table.finishedCounts[$1] }) else {
      return running.isEmpty ? .end : .wait
    }
    let standings = (0..<table.size).compactMap {
      standing(of: $0, in: table, slice: table.finishedCounts[$0] - 1)
    }
    return .start(next(member, table.finishedCounts[member], standings, table), isFirst: true)
  }

  private func standing(
    of member: Int, in table: PopulationTable, slice: Int
  ) -> Exploitation.Standing? {
    table.result(of: member, slice: slice).map {
      Exploitation.Standing(
        member: member, trial: $0.trial, loss: $0.loss, violation: $0.violation)
    }
  }

  private func next(
    _ member: Int, _ slice: Int, _ standings: [Exploitation.Standing], _ table: PopulationTable
  ) -> PopulationMember {
    var random = RandomStream(
      seed: seed, stream: UInt64(slice), purpose: "population exploit \(member)")
    let source =
      slice == 0 ? nil : exploitation.source(of: member, among: standings, using: &random)
    var seeds = RandomStream(
      seed: seed, stream: UInt64(slice), purpose: "population seed \(member)")
    return PopulationMember(
      index: member, slice: slice,
      parent: source?.trial ?? table.completeTrials(of: member).first { _ in true },
      // Any reader of the journal can represent it as a double.
      seed: seeds.next() >> 11)
  }
}
