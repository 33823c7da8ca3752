// Rows of numbers with a class each: what the network learns from and is measured on.

/// Labelled rows, stored as one flat array because the training loops walk through it in order.
package struct Dataset: Sendable {
  /// How many numbers describe one row.
  package let width: Int
  /// The rows one after another, `width` numbers each.
  package private(set) var features: [Float] = []
  /// The class of each row.
  package private(set) var labels: [Int] = []

  /// How many rows there are.
  package var count: Int { labels.count }

  /// An empty set whose rows will have `width` numbers.
  package init(width: Int) {
    self.width = width
  }

  /// Adds one row.
  package mutating func append(_ row: some Collection<Float>, label: Int) {
    precondition(row.count == width, "a row of \(row.count) numbers, expected \(width)")
    features.append(contentsOf: row)
    labels.append(label)
  }

  /// The rows at the given positions, in that order.
  package func selecting(_ rows: some Sequence<Int>) -> Dataset {
    var selection = Dataset(width: width)
    for row in rows {
      selection.append(features[row * width..<(row + 1) * width], label: labels[row])
    }
    return selection
  }
}
