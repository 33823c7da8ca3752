/// The assignment of the cells of grids to the trials of a study, in ascending order of trial numbers.
///
/// A trial's cell depends on the values it was enqueued with. Recorded values give the same cell
/// for a trial that was assigned one here, however many of its values are recorded so far. They
/// also give the cell of a trial that another program or a smaller grid created.
struct GridAssignment: Sendable {
  private let grids: GridList
  private var isAssigned: ChunkedArray<Bool>
  /// The number of assigned cells since the assignment last started over.
  private(set) var assignedCount = 0
  /// Whether all cells have been assigned before, so that they are assigned again.
  private(set) var isRepeating = false
  /// All cells before this position in the order are assigned.
  private var start = 0

  init(_ grids: GridList) {
    self.grids = grids
    isAssigned = ChunkedArray()
    for _ in 0..<grids.count { isAssigned.append(false) }
  }

  /// Whether a cell is assigned.
  func contains(cell: Int) -> Bool { isAssigned[cell] }

  /// Assigns a cell to the next trial; returns nil when no unassigned cell has the trial's values.
  @discardableResult
  mutating func assignCell(to trial: TrialSnapshot) -> Int? {
    resetIfExhausted()
    guard let cell = firstUnassigned(agreeingWith: digits(of: trial, includingRecorded: true))
    else { return nil }
    isAssigned[cell] = true
    assignedCount += 1
    // Here, so that copies for single trials need not skip the same cells again.
    while start < grids.count, isAssigned[grids.number(at: start)] { start += 1 }
    return cell
  }

  /// The cell that provides the values with which the next trial was not enqueued.
  ///
  /// The first unassigned cell that has the enqueued values; if there is none, the first cell that
  /// has them; if there is none either, the first cell of the grid.
  mutating func cell(forEnqueued trial: TrialSnapshot) -> Int {
    resetIfExhausted()
    let digits = digits(of: trial, includingRecorded: false)
    guard digits.contains(where: { $0 != nil }) else { return grids.number(at: 0) }
    return firstUnassigned(agreeingWith: digits)
      ?? (0..<grids.count).lazy.map(grids.number(at:)).first { [grids] in
        Self.agrees($0, with: digits, grids)
      } ?? grids.number(at: 0)
  }

  private mutating func resetIfExhausted() {
    guard assignedCount == grids.count else { return }
    self = GridAssignment(grids)
    isRepeating = true
  }

  private func firstUnassigned(agreeingWith digits: [[Int?]?]) -> Int? {
    guard digits.contains(where: { $0 != nil }) else { return nil }
    // The cells with all values of the trial, at most one in each grid.
    let complete = digits.indices.compactMap { index in
      digits[index].flatMap(grids.grids[index].cell(ofDigits:)).map {
        grids.number(of: GridList.Cell(grid: index, number: $0))
      }
    }
    if !complete.isEmpty { return complete.first { !isAssigned[$0] } }
    for position in start..<grids.count {
      let cell = grids.number(at: position)
      if !isAssigned[cell], Self.agrees(cell, with: digits, grids) { return cell }
    }
    return nil
  }

  private static func agrees(_ number: Int, with digits: [[Int?]?], _ grids: GridList) -> Bool {
    let cell = grids.cell(number)
    return digits[cell.grid].map {
      grids.grids[cell.grid].agrees(cell: cell.number, withDigits: $0)
    } ?? false
  }

  /// The indices of a trial's values in each grid; see ``GridList/digits(names:plannedNames:_:)``.
  private func digits(of trial: TrialSnapshot, includingRecorded: Bool) -> [[Int?]?] {
    let enqueued = trial.enqueuedValues
    var names = enqueued?.map { Name($0.key) } ?? []
    var planned: [Name]?
    if includingRecorded, grids.grids.count > 1 {
      names += trial.parameters.filter { !$0.distribution.isConstant }.map(\.key)
      planned = TrialPlan.recordedValues(of: trial).map { $0.map { Name($0.key) }.sorted() }
    }
    return grids.digits(names: names, plannedNames: planned) { name in
      (includingRecorded ? trial.parameters[name.text] : nil) ?? enqueued?[name.text]
    }
  }
}
