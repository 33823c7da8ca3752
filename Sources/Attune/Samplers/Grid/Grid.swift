/// The Cartesian product of lists of values, with numbered cells; the last name changes fastest.
struct Grid: Sendable, Hashable {
  /// The names in alphabetical order.
  let names: [Name]
  /// The distinct values of each name.
  let values: [[JSONValue]]
  /// The number of cells.
  let count: Int
  /// For each name, the difference between the numbers of cells with consecutive values.
  private let strides: [Int]

  init(_ values: [String: [JSONValue]]) {
    let sorted = values.map { (key: Name($0.key), values: $0.value) }.sorted { $0.key < $1.key }
    self.init(
      names: sorted.map(\.key),
      values: sorted.map { axis in
        axis.values.reduce(into: []) { distinct, value in
          if !distinct.contains(where: value.isEqualInPython) { distinct.append(value) }
        }
      })
  }

  private init(names: [Name], values: [[JSONValue]]) {
    self.names = names
    self.values = values
    var count = 1
    var strides: [Int] = []
    for (name, values) in zip(names, values).reversed() {
      precondition(!values.isEmpty, "the grid has no value for \"\(name)\"")
      strides.append(count)
      let (product, overflow) = count.multipliedReportingOverflow(by: values.count)
      precondition(!overflow, "the number of the grid's cells does not fit in an Int")
      count = product
    }
    self.count = count
    self.strides = strides.reversed()
  }

  /// The grid in which some names have only a given value.
  func fixing(_ fixed: [Name: JSONValue]) -> Grid {
    Grid(names: names, values: zip(names, values).map { fixed[$0].map { [$0] } ?? $1 })
  }

  /// The value of a name in a cell.
  ///
  /// - Parameter axis: The index of the name.
  func label(_ axis: Int, ofCell cell: Int) -> JSONValue { values[axis][digit(axis, ofCell: cell)] }

  /// The cell with the given value indices; nil unless there is one for every name.
  ///
  /// The indices are the digits of the cell's number in a mixed-radix system.
  func cell(ofDigits digits: [Int?]) -> Int? {
    var cell = 0
    for (digit, stride) in zip(digits, strides) {
      guard let digit else { return nil }
      cell += digit * stride
    }
    return cell
  }

  /// Whether a cell has the given value indices; a nil index matches every value.
  func agrees(cell: Int, withDigits digits: [Int?]) -> Bool {
    digits.indices.allSatisfy { axis in
      digits[axis].map { $0 == digit(axis, ofCell: cell) } ?? true
    }
  }

  private func digit(_ axis: Int, ofCell cell: Int) -> Int {
    cell / strides[axis] % values[axis].count
  }
}
