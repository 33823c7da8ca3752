// The model whose hyperparameters the example searches: a neighbour vote over patients.

import ExampleSupport

/// A k-nearest-neighbours classifier of patients, with a weight for each of the eight measurements.
///
/// Missing measurements are replaced by the median of the others' values; then every measurement is
/// standardised, so that equal weights treat all alike.
struct NearestNeighbours: Sendable {
  /// One array per measurement, each with one number per patient.
  private let columns: [[Double]]
  /// Whether each patient has diabetes.
  private let isPositive: [Bool]

  /// How many patients there are.
  var count: Int { isPositive.count }

  /// Prepares the measurements of some patients.
  init(_ patients: [Patient]) {
    isPositive = patients.map(\.hasDiabetes)
    columns = Patient.measurementNames.indices.map { measurement in
      Self.standardised(Self.replacingGaps(in: patients.map { $0.measurements[measurement] }))
    }
  }

  /// The fraction of patients whom the vote of their `k` nearest fellow patients gets wrong.
  ///
  /// The distance is Euclidean, with each squared difference multiplied by the measurement's
  /// weight; only ratios of weights matter, and a weight of zero ignores the measurement. Of two
  /// patients equally far away the earlier one in the file counts as nearer, and when an even `k`
  /// ends in a draw the nearest neighbour decides. Medians and scales come from all patients, the one
  /// left out included; they know nothing of the classes.
  ///
  /// - Parameters:
  ///   - k: How many neighbours vote, from 1 to `count - 1`.
  ///   - weights: Eight finite numbers, none of them negative.
  /// - Returns: The error, from 0 to 1.
  /// - Complexity: O(n² x measurements) for n patients, and little more for a larger `k`.
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
  /// the inner loop runs along a column and vectorises.
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
  /// A sorted list of the best so far; nearly every patient fails the comparison with its last.
  private func select(
    _ k: Int, from distances: [Double], excluding patient: Int, into nearest: inout [Int]
  ) {
    nearest.removeAll(keepingCapacity: true)
    var limit = Double.infinity
    for other in distances.indices {
      let distance = distances[other]
      guard distance < limit || nearest.count < k, other != patient else { continue }
      var place = nearest.count
      while place > 0, distances[nearest[place - 1]] > distance { place -= 1 }
      if nearest.count == k { nearest.removeLast() }
      nearest.insert(other, at: place)
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
