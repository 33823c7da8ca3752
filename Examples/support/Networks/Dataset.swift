// Labelled data to train and evaluate networks.

/// Labelled rows, stored as one flat array since the training loops access it in order.
package struct Dataset: Sendable {
  /// The number of features of a row.
  package let width: Int
  /// The rows one after another, `width` numbers each.
  package private(set) var features: [Float] = []
  /// The class of each row.
  package private(set) var labels: [Int] = []

  /// The number of rows.
  package var count: Int { labels.count }

  /// Creates an empty data set whose rows have `width` features.
  package init(width: Int) {
    self.width = width
  }

  /// Adds a row.
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
