/// Hands out the cells of a grid to the trials of a study in the order of their numbers.
///
/// What a trial takes follows from what it was enqueued with. The values it has by record say the same
/// of a trial that took its cell here, however many of them are recorded yet, and say what a trial of
/// another program or of a smaller grid has tried.
struct GridWalk {
  private let grid: Grid
  private var isTaken: [Bool]
  private var takenCount = 0
  /// No cell before this place of the order is left.
  private var start = 0

  init(_ grid: Grid) {
    self.grid = grid
    isTaken = Array(repeating: false, count: grid.count)
  }

  /// Takes the cell of the next trial; returns nil when it takes none.
  @discardableResult
  mutating func take(for trial: TrialSnapshot) -> Int? {
    beginAnewIfNothingIsLeft()
    guard let digits = digits(of: trial, withRecorded: true),
      let cell = firstLeft(agreeingWith: digits)
    else { return nil }
    isTaken[cell] = true
    takenCount += 1
    return cell
  }

  /// The cell whose values the next trial gets where it was not enqueued with others.
  ///
  /// When none is left that agrees, the first one that does; and the very first one when none does.
  mutating func cell(forEnqueued trial: TrialSnapshot) -> Int {
    beginAnewIfNothingIsLeft()
    guard let digits = digits(of: trial, withRecorded: false) else { return grid.cell(at: 0) }
    return firstLeft(agreeingWith: digits)
      ?? (0..<grid.count).lazy.map(grid.cell(at:)).first { [grid] in
        grid.agrees(cell: $0, withDigits: digits)
      } ?? grid.cell(at: 0)
  }

  private mutating func beginAnewIfNothingIsLeft() {
    guard takenCount == grid.count else { return }
    self = GridWalk(grid)
  }

  private mutating func firstLeft(agreeingWith digits: [Int?]) -> Int? {
    if let cell = grid.cell(ofDigits: digits) { return isTaken[cell] ? nil : cell }
    while start < grid.count, isTaken[grid.cell(at: start)] { start += 1 }
    for place in start..<grid.count {
      let cell = grid.cell(at: place)
      if !isTaken[cell], grid.agrees(cell: cell, withDigits: digits) { return cell }
    }
    return nil
  }

  /// The places of the values that a trial has for each name, nil where it has none; nil altogether when
  /// one is not in the grid.
  private func digits(of trial: TrialSnapshot, withRecorded: Bool) -> [Int?]? {
    let enqueued = trial.systemAttributes[SystemAttribute.fixedParameters]?.objectValue
    var digits: [Int?] = []
    digits.reserveCapacity(grid.names.count)
    for (name, values) in zip(grid.names, grid.values) {
      guard let label = (withRecorded ? trial.parameters[name.text] : nil) ?? enqueued?[name.text]
      else {
        digits.append(nil)
        continue
      }
      guard let digit = values.firstIndex(where: label.isEqualInPython) else { return nil }
      digits.append(digit)
    }
    return digits
  }
}
