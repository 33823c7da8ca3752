/// Every combination of some values, numbered: the last name changes fastest.
struct Grid: Sendable, Hashable {
  /// The names in alphabetical order.
  let names: [Name]
  /// The values of each name.
  let values: [[JSONValue]]
  /// How many combinations there are.
  let count: Int
  /// By how much the number of a cell grows from a value of each name to the next one.
  private let strides: [Int]
  /// The order of the cells; nil for that of their numbers.
  private let order: [Int]?

  init(_ values: [String: [JSONValue]], shuffledBy seed: UInt64?) {
    let sorted = values.map { (key: Name($0.key), values: $0.value) }.sorted { $0.key < $1.key }
    names = sorted.map(\.key)
    self.values = sorted.map { axis in
      axis.values.reduce(into: []) { distinct, value in
        if !distinct.contains(where: value.isEqualInPython) { distinct.append(value) }
      }
    }
    var count = 1
    var strides: [Int] = []
    for (name, values) in zip(names, self.values).reversed() {
      precondition(!values.isEmpty, "the grid has no value for \"\(name)\"")
      strides.append(count)
      let (product, overflow) = count.multipliedReportingOverflow(by: values.count)
      precondition(!overflow, "the grid has more cells than can be counted")
      count = product
    }
    self.count = count
    self.strides = strides.reversed()
    order = seed.map { seed in
      // R. Durstenfeld, "Algorithm 235: Random Permutation", Communications of the ACM 7(7), 1964;
      // written out, since that of the standard library may change.
      var random = RandomStream(seed: seed, purpose: "grid")
      var order = Array(0..<count)
      for last in stride(from: count - 1, to: 0, by: -1) {
        order.swapAt(last, random.index(below: last + 1))
      }
      return order
    }
  }

  /// The cell at a place of the order.
  func cell(at place: Int) -> Int { order?[place] ?? place }

  /// The value of a name, by its place, in a cell.
  func label(_ axis: Int, ofCell cell: Int) -> JSONValue { values[axis][digit(axis, ofCell: cell)] }

  /// The cell of which some values are known, when all are; nil when one is not.
  func cell(ofDigits digits: [Int?]) -> Int? {
    var cell = 0
    for (digit, stride) in zip(digits, strides) {
      guard let digit else { return nil }
      cell += digit * stride
    }
    return cell
  }

  /// Whether a cell has certain values, as far as they are known.
  func agrees(cell: Int, withDigits digits: [Int?]) -> Bool {
    digits.indices.allSatisfy { axis in
      digits[axis].map { $0 == digit(axis, ofCell: cell) } ?? true
    }
  }

  private func digit(_ axis: Int, ofCell cell: Int) -> Int {
    cell / strides[axis] % values[axis].count
  }
}
