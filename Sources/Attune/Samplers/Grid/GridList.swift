/// Grids one after the other, with numbered cells and an order of all cells.
struct GridList: Sendable, Hashable {
  /// A cell of one of the grids.
  struct Cell {
    /// The index of the grid.
    let grid: Int
    /// The number of the cell in its grid.
    let number: Int
  }

  let grids: [Grid]
  /// The number of cells.
  let count: Int
  /// The number of the first cell of each grid.
  private let starts: [Int]
  /// A permutation of the cells; nil for ascending numbers.
  private let order: [Int]?
  /// The names of all grids.
  private let names: Set<Name>

  init(_ grids: [Grid], shuffledBy seed: UInt64?) {
    precondition(!grids.isEmpty, "a list of grids needs at least one")
    self.grids = grids
    names = Set(grids.flatMap(\.names))
    var starts: [Int] = []
    var count = 0
    for grid in grids {
      starts.append(count)
      let (sum, overflow) = count.addingReportingOverflow(grid.count)
      precondition(!overflow, "the number of the grids' cells does not fit in an Int")
      count = sum
    }
    self.starts = starts
    self.count = count
    order = seed.map { seed in
      var random = RandomStream(seed: seed, purpose: "grid")
      var order = Array(0..<count)
      random.shuffle(&order)
      return order
    }
  }

  /// The number of the cell at a position in the order.
  func number(at position: Int) -> Int { order?[position] ?? position }

  /// The cell with a number.
  func cell(_ number: Int) -> Cell {
    let grid = starts.partitioningIndex { $0 > number } - 1
    return Cell(grid: grid, number: number - starts[grid])
  }

  /// The number of a cell.
  func number(of cell: Cell) -> Int { starts[cell.grid] + cell.number }

  /// The values of a cell by name.
  func labels(ofCell number: Int) -> JSONObject {
    let cell = cell(number)
    let grid = grids[cell.grid]
    return JSONObject(
      uniqueKeys: grid.names.indices.map {
        (grid.names[$0].text, grid.label($0, ofCell: cell.number))
      })
  }

  /// The indices of values in each grid, one per name.
  ///
  /// - Parameters:
  ///   - names: The names with a value; a grid without one of them, unlike another grid, does not match.
  ///   - plannedNames: The names of the cell that the trial has taken, if they are recorded.
  ///   - label: The value of a name; nil if there is none.
  /// - Returns: An index is nil where there is no value. An array is nil if the grid does not match.
  func digits(
    names given: [Name], plannedNames: [Name]?, _ label: (Name) -> JSONValue?
  ) -> [[Int?]?] {
    let relevant = grids.count == 1 ? [] : given.filter(names.contains)
    return grids.map { grid in
      guard relevant.allSatisfy(grid.names.contains),
        grids.count == 1 || plannedNames.map({ $0 == grid.names }) ?? true
      else { return nil }
      var digits: [Int?] = []
      digits.reserveCapacity(grid.names.count)
      for (name, values) in zip(grid.names, grid.values) {
        guard let label = label(name) else {
          digits.append(nil)
          continue
        }
        guard let digit = values.firstIndex(where: label.isEqualInPython) else { return nil }
        digits.append(digit)
      }
      return digits
    }
  }
}
