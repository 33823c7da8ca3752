/// Numeric training rows, accessed by feature.
struct FeatureTable {
  private let rows: [[Double]]

  /// Checks that every row has the same number of features.
  init(_ rows: [[Double]]) throws(EvaluationError) {
    guard let first = rows.first else {
      throw EvaluationError(
        .invalidInput,
        "there are no training rows to fit the transformation to; give at least one")
    }
    for row in rows { try Self.requireCount(first.count, of: row) }
    self.rows = rows
  }

  /// Returns a summary of the values of each feature, without missing values (NaN).
  ///
  /// - Throws: ``EvaluationError`` if a value is infinite, or if all values of a feature are
  ///   missing.
  func summaries<Summary>(
    _ summarize: ([Double]) -> Summary
  ) throws(EvaluationError) -> [Summary] {
    var summaries: [Summary] = []
    for feature in rows[0].indices {
      let values = rows.map { $0[feature] }.filter { !$0.isNaN }
      guard !values.isEmpty else {
        throw EvaluationError(
          .invalidInput,
          "feature \(feature) has no value in any of the \(rows.count) training rows; remove it")
      }
      guard values.allSatisfy(\.isFinite) else {
        throw EvaluationError(
          .invalidInput,
          "feature \(feature) is infinite in a training row; replace infinite values first")
      }
      summaries.append(summarize(values))
    }
    return summaries
  }

  static func requireCount(_ count: Int, of row: [Double]) throws(EvaluationError) {
    guard row.count == count else {
      throw EvaluationError(
        .invalidInput,
        "a row has \(row.count) features and others have \(count); give all rows the same number")
    }
  }
}
