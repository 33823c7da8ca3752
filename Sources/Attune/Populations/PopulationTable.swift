/// The results of a population, by member and slice.
///
/// It does not depend on the order in which trials finished.
struct PopulationTable: Sendable {
  /// The result of a slice of a member.
  struct Result: Sendable {
    /// The number of the trial.
    let trial: Int
    /// The loss; nil if the slice failed.
    let loss: Double?
    /// The constraint violation; 0 if the trial is feasible.
    let violation: Double
  }

  /// The number of members.
  let size: Int
  private let direction: Direction
  /// The results, by member and slice.
  private var results: [[Int: Result]]
  /// The number of the first slices of each member that have a result.
  private(set) var finishedCounts: [Int]

  init(size: Int, direction: Direction) {
    self.size = size
    self.direction = direction
    results = Array(repeating: [:], count: size)
    finishedCounts = Array(repeating: 0, count: size)
  }

  /// Adds a finished trial.
  ///
  /// - Complexity: O(1).
  mutating func add(_ trial: TrialSnapshot) {
    guard let member = trial.member, member.index < size else { return }
    let value = trial.state == .complete ? trial.value : nil
    let known = results[member.index][member.slice]
    guard known.map({ trial.number < $0.trial }) ?? true else { return }
    results[member.index][member.slice] = Result(
      trial: trial.number, loss: value.map { direction.loss($0) },
      violation: trial.violation)
    while results[member.index][finishedCounts[member.index]] != nil {
      finishedCounts[member.index] += 1
    }
  }

  /// The result of a slice of a member; nil if it has none.
  func result(of member: Int, slice: Int) -> Result? { results[member][slice] }

  /// The numbers of the complete trials of a member, the last one first.
  func completeTrials(of member: Int) -> some Sequence<Int> {
    (0..<finishedCounts[member]).reversed().lazy.compactMap { results[member][$0] }
      .filter { $0.loss != nil }.map(\.trial)
  }
}
