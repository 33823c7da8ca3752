/// Values that are sorted by a key, which databases usually return in order.
struct OrderedRows<Value> {
  private var rows: [(key: Int, value: Value)] = []
  private var isSorted = true

  mutating func add(_ value: Value, at key: Int) {
    if let last = rows.last, last.key > key { isSorted = false }
    rows.append((key, value))
  }

  /// The values by ascending key.
  var sorted: [Value] {
    (isSorted ? rows : rows.sorted { $0.key < $1.key }).map(\.value)
  }
}
