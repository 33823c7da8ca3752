/// The assignment of cells to the finished trials at the start of a study, up to the first unfinished one.
struct GridProgress: Sendable {
  private(set) var assignment: GridAssignment
  /// The number of trials in the assignment, which are those with lower numbers.
  private(set) var count = 0
  /// Finished trials after the first unfinished one.
  private var later: [Int: TrialSnapshot] = [:]

  init(_ grids: GridList) {
    assignment = GridAssignment(grids)
  }

  /// Adds a finished trial.
  ///
  /// - Complexity: That of one assignment, amortized over all trials.
  mutating func insert(_ trial: TrialSnapshot) {
    later[trial.number] = trial
    while let next = later.removeValue(forKey: count) {
      assignment.assignCell(to: next)
      count += 1
    }
  }
}
