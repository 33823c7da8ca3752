// The model whose hyperparameters the example tunes: a majority vote of similar patients.

import ExampleSupport

/// A k-nearest-neighbours classifier of patients, with a weight for each of the eight measurements.
///
/// Missing measurements are replaced by the median of the others' values; then every measurement is
/// standardised, so that equal weights give all measurements the same influence.
struct NearestNeighbours: Sendable {
  /// One array per measurement, each with one number per patient.
  private let columns: [[Double]]
  /// Whether each patient has diabetes.
  private let isPositive: [Bool]

  /// The number of patients.
  var count: Int { isPositive.count }

  /// Creates a classifier from patients; missing values are replaced and measurements standardised.
  init(_ patients: [Patient]) {
    isPositive = patients.map(\.hasDiabetes)
    columns = Patient.measurementNames.indices.map { measurement in
      Self.standardised(Self.replacingGaps(in: patients.map { $0.measurements[measurement] }))
    }
  }

  /// The fraction of patients that the majority vote of their `k` nearest neighbours misclassifies.
  ///
  /// The distance is Euclidean, with each squared difference multiplied by the measurement's
  /// weight; only ratios of weights matter, and a weight of zero ignores the measurement. Of two
  /// patients at the same distance the earlier one in the file is nearer, and the nearest neighbour
  /// breaks ties for even `k`. Medians and scales are computed from all patients, including the one
  /// left out, but not from their classes.
  ///
  /// - Parameters:
  ///   - k: The number of neighbours, from 1 to `count - 1`.
  ///   - weights: Eight finite numbers, none of them negative.
  /// - Returns: The error, from 0 to 1.
  /// - Complexity: O(n² x measurements) for n patients, nearly independent of `k`.
  func leaveOneOutError(k: Int, weights: [Double]) -> Double {
    precondition((1..<count).contains(k), "k is \(k), expected 1 to \(count - 1)")
    precondition(
      weights.count == columns.count, "\(weights.count) weights, expected \(columns.count)")
    precondition(
      weights.allSatisfy { $0 >= 0 && $0.isFinite }, "a negative or infinite weight: \(weights)")

    var distances = [Double](repeating: 0, count: count)
    var nearest: [Int] = []
    var wrong = 0
    for patient in 0..<count {
      measure(from: patient, weights: weights, into: &distances)
      select(k, from: distances, excluding: patient, into: &nearest)
      let votes = nearest.count { isPositive[$0] }
      let prediction = 2 * votes == k ? isPositive[nearest[0]] : 2 * votes > k
      if prediction != isPositive[patient] { wrong += 1 }
    }
    return Double(wrong) / Double(count)
  }
}

extension NearestNeighbours {
  /// Computes the squared distance from one patient to each, one measurement after the other:
  /// the inner loop runs along a column and vectorizes.
  private func measure(from patient: Int, weights: [Double], into distances: inout [Double]) {
    distances.withUnsafeMutableBufferPointer { distances in
      distances.update(repeating: 0)
      for (column, weight) in zip(columns, weights) where weight > 0 {
        let centre = column[patient]
        column.withUnsafeBufferPointer { column in
          var other = 0
          while other < column.count {
            let difference = column[other] - centre
            distances[other] += weight * difference * difference
            other += 1
          }
        }
      }
    }
  }

  /// Finds the patients with the `k` smallest distances, nearest first.
  ///
  /// Keeps a sorted list of the nearest so far; most patients are farther away than its last.
  private func select(
    _ k: Int, from distances: [Double], excluding patient: Int, into nearest: inout [Int]
  ) {
    nearest.removeAll(keepingCapacity: true)
    var limit = Double.infinity
    for other in distances.indices {
      let distance = distances[other]
      guard distance < limit || nearest.count < k, other != patient else { continue }
      var index = nearest.count
      while index > 0, distances[nearest[index - 1]] > distance { index -= 1 }
      if nearest.count == k { nearest.removeLast() }
      nearest.insert(other, at: index)
      if nearest.count == k { limit = distances[nearest[k - 1]] }
    }
  }

  /// Replaces missing values, which are NaN, by the median of the others.
  private static func replacingGaps(in values: [Double]) -> [Double] {
    let known = values.filter { !$0.isNaN }.sorted()
    guard !known.isEmpty else { return values.map { _ in 0 } }
    let median = (known[(known.count - 1) / 2] + known[known.count / 2]) / 2
    return values.map { $0.isNaN ? median : $0 }
  }

  /// Shifts and scales to mean zero and variance one.
  ///
  /// A constant column becomes all zeros.
  private static func standardised(_ values: [Double]) -> [Double] {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    guard variance > 0 else { return values.map { _ in 0 } }
    return values.map { ($0 - mean) / variance.squareRoot() }
  }
}
