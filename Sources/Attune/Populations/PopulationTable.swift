/// The results of a population, by member and slice.
///
/// It does not depend on the order in which trials finished.
struct PopulationTable: Sendable {
  /// The result of a slice of a member.
  struct Result: Sendable {
    /// The number of the trial.
    let trial: Int
    /// The slice.
    let slice: Int
    /// The loss; nil if the slice failed.
    let loss: Double?
    /// The constraint violation; 0 if the trial is feasible.
    let violation: Double
  }

  /// The results of a member.
  private struct Member: Sendable {
    var bySlice: [Int: Result] = [:]
    /// The result of the trial with the highest number.
    var last: Result?
    /// The complete trials, in the order of their numbers.
    var complete: [Result] = []
    /// The number of first slices that all have a result.
    var finishedCount = 0

    mutating func add(_ result: Result) {
      if result.loss != nil {
        complete.insert(result, at: complete.partitioningIndex { $0.trial > result.trial })
      }
      if last.map({ $0.trial < result.trial }) ?? true { last = result }
      let rank = { (result: Result) in (result.loss == nil ? 1 : 0, result.trial) }
      guard bySlice[result.slice].map({ rank(result) < rank($0) }) ?? true else { return }
      bySlice[result.slice] = result
      while bySlice[finishedCount] != nil { finishedCount += 1 }
    }
  }

  private let direction: Direction
  private var members: [Member]

  init(size: Int, direction: Direction) {
    self.direction = direction
    members = Array(repeating: Member(), count: size)
  }

  /// The number of members.
  var size: Int { members.count }

  /// Adds a finished trial.
  ///
  /// - Complexity: O(1), if trials finish about in the order of their numbers.
  mutating func add(_ trial: TrialSnapshot) {
    guard let member = trial.member, members.indices.contains(member.index) else { return }
    let value = trial.state == .complete ? trial.value : nil
    members[member.index].add(
      Result(
        trial: trial.number, slice: member.slice, loss: value.map { direction.loss($0) },
        violation: trial.violation))
  }

  /// The number of first slices of a member that all have a result.
  func finishedCount(of member: Int) -> Int { members[member].finishedCount }

  /// The result of a slice of a member, a complete one if there is one; nil if it has none.
  func result(of member: Int, slice: Int) -> Result? { members[member].bySlice[slice] }

  /// The result of the last trial of a member; nil if it has none.
  func last(of member: Int) -> Result? { members[member].last }

  /// The results of the complete trials of a member, in the order of their numbers.
  func complete(of member: Int) -> [Result] { members[member].complete }
}
