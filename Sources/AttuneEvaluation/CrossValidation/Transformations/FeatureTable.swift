/// Training rows of numbers, looked at feature by feature.
struct FeatureTable {
  private let rows: [[Double]]

  /// Checks that every row has the same number of features.
  init(_ rows: [[Double]]) throws(EvaluationError) {
    guard let first = rows.first else {
      throw EvaluationError("there are no training rows to fit a transformation to; give some")
    }
    for row in rows { try Self.requireCount(first.count, of: row) }
    self.rows = rows
  }

  /// What a closure makes of each feature's values, those that are missing left out.
  ///
  /// - Throws: ``EvaluationError`` for infinite values, and for features without any value.
  func summaries<Summary>(
    _ summarize: ([Double]) -> Summary
  ) throws(EvaluationError) -> [Summary] {
    var summaries: [Summary] = []
    for feature in rows[0].indices {
      let values = rows.map { $0[feature] }.filter { !$0.isNaN }
      guard !values.isEmpty else {
        throw EvaluationError(
          "feature \(feature) has no value in any of the \(rows.count) training rows; drop it")
      }
      guard values.allSatisfy(\.isFinite) else {
        throw EvaluationError(
          "feature \(feature) is infinite in a training row; replace infinite values first")
      }
      summaries.append(summarize(values))
    }
    return summaries
  }

  static func requireCount(_ count: Int, of row: [Double]) throws(EvaluationError) {
    guard row.count == count else {
      throw EvaluationError(
        "a row has \(row.count) features and others have \(count); give all rows the same")
    }
  }
}
