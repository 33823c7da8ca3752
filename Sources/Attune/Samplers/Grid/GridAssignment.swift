/// The assignment of a grid's cells to the trials of a study, in ascending order of trial numbers.
///
/// A trial's cell depends on the values it was enqueued with. Recorded values give the same cell
/// for a trial that was assigned one here, however many of its values are recorded so far. They
/// also give the cell of a trial that another program or a smaller grid created.
struct GridAssignment {
  private let grid: Grid
  private var isAssigned: [Bool]
  private var assignedCount = 0
  /// All cells before this position in the order are assigned.
  private var start = 0

  init(_ grid: Grid) {
    self.grid = grid
    isAssigned = Array(repeating: false, count: grid.count)
  }

  /// Assigns a cell to the next trial; returns nil when no unassigned cell has the trial's values.
  @discardableResult
  mutating func assignCell(to trial: TrialSnapshot) -> Int? {
    resetIfExhausted()
    guard let digits = digits(of: trial, includingRecorded: true),
      let cell = firstUnassigned(agreeingWith: digits)
    else { return nil }
    isAssigned[cell] = true
    assignedCount += 1
    return cell
  }

  /// The cell that provides the values with which the next trial was not enqueued.
  ///
  /// The first unassigned cell that has the enqueued values; if there is none, the first cell that
  /// has them; if there is none either, the first cell of the grid.
  mutating func cell(forEnqueued trial: TrialSnapshot) -> Int {
    resetIfExhausted()
    guard let digits = digits(of: trial, includingRecorded: false) else { return grid.cell(at: 0) }
    return firstUnassigned(agreeingWith: digits)
      ?? (0..<grid.count).lazy.map(grid.cell(at:)).first { [grid] in
        grid.agrees(cell: $0, withDigits: digits)
      } ?? grid.cell(at: 0)
  }

  private mutating func resetIfExhausted() {
    guard assignedCount == grid.count else { return }
    self = GridAssignment(grid)
  }

  private mutating func firstUnassigned(agreeingWith digits: [Int?]) -> Int? {
    if let cell = grid.cell(ofDigits: digits) { return isAssigned[cell] ? nil : cell }
    while start < grid.count, isAssigned[grid.cell(at: start)] { start += 1 }
    for position in start..<grid.count {
      let cell = grid.cell(at: position)
      if !isAssigned[cell], grid.agrees(cell: cell, withDigits: digits) { return cell }
    }
    return nil
  }

  /// The indices of a trial's values in the grid, one per name.
  ///
  /// - Returns: An index is nil where the trial has no value. The array is nil when the trial has a
  ///   value that is not in the grid.
  private func digits(of trial: TrialSnapshot, includingRecorded: Bool) -> [Int?]? {
    let enqueued = trial.systemAttributes[SystemAttribute.fixedParameters]?.objectValue
    var digits: [Int?] = []
    digits.reserveCapacity(grid.names.count)
    for (name, values) in zip(grid.names, grid.values) {
      let recorded = includingRecorded ? trial.parameters[name.text] : nil
      guard let label = recorded ?? enqueued?[name.text] else {
        digits.append(nil)
        continue
      }
      guard let digit = values.firstIndex(where: label.isEqualInPython) else { return nil }
      digits.append(digit)
    }
    return digits
  }
}
