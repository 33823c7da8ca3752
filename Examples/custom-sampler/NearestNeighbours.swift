// The model whose hyperparameters the example searches: a neighbour vote over patients.

import Foundation

/// A k-nearest-neighbours classifier for the Pima Indians diabetes data, with a weight for each
/// of the eight measurements.
///
/// The data has no missing values by name, but a glucose, blood pressure, skin fold, insulin or
/// body mass of zero is one: such zeros are replaced by the median of the column's other values.
/// After that every column is standardised, so that equal weights treat all measurements alike.
struct NearestNeighbours: Sendable {
  /// What was measured, in the order of the weights.
  static let measurements = [
    "pregnant", "glucose", "pressure", "triceps", "insulin", "mass", "pedigree", "age",
  ]
  /// The measurements that cannot be zero in a living patient.
  private static let neverZero: Set = ["glucose", "pressure", "triceps", "insulin", "mass"]

  /// One array per measurement, each with one number per patient.
  private let columns: [[Double]]
  /// Whether each patient has diabetes.
  private let isPositive: [Bool]

  /// How many patients there are.
  var count: Int { isPositive.count }

  /// Loads the file bundled with the program.
  init() throws {
    let name = "pima-indians-diabetes"
    guard let url = Bundle.module.url(forResource: name, withExtension: "csv") else {
      throw LoadError(file: "\(name).csv", line: nil, reason: "not among the program's resources")
    }
    try self.init(contentsOf: url)
  }

  /// Loads a file: a header, then the eight measurements and `pos` or `neg` on each line.
  init(contentsOf url: URL) throws {
    let (raw, isPositive) = try Self.read(url)
    self.isPositive = isPositive
    columns = zip(Self.measurements, raw).map { name, values in
      let filled = Self.neverZero.contains(name) ? Self.replacingZeros(in: values) : values
      return Self.standardised(filled)
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

  /// Replaces zeros, which stand for missing values, by the median of the other values.
  private static func replacingZeros(in values: [Double]) -> [Double] {
    let known = values.filter { $0 != 0 }.sorted()
    guard !known.isEmpty else { return values }
    let median = (known[(known.count - 1) / 2] + known[known.count / 2]) / 2
    return values.map { $0 == 0 ? median : $0 }
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

  /// Reads the columns as they are in the file.
  private static func read(_ url: URL) throws -> (columns: [[Double]], isPositive: [Bool]) {
    let file = url.lastPathComponent
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      let reason = "cannot be read: \(error.localizedDescription)"
      throw LoadError(file: file, line: nil, reason: reason)
    }

    var columns = [[Double]](repeating: [], count: measurements.count)
    var isPositive: [Bool] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == measurements.count + 1 else {
        let reason = "has \(fields.count) columns, expected \(measurements.count + 1)"
        throw LoadError(file: file, line: index + 1, reason: reason)
      }
      for (column, field) in fields.dropLast().enumerated() {
        guard let value = Double(field), value.isFinite else {
          let reason = "has '\(field)' for \(measurements[column]), expected a number"
          throw LoadError(file: file, line: index + 1, reason: reason)
        }
        columns[column].append(value)
      }
      switch fields[measurements.count] {
      case "pos": isPositive.append(true)
      case "neg": isPositive.append(false)
      case let other:
        let reason = "ends in '\(other)', expected 'pos' or 'neg'"
        throw LoadError(file: file, line: index + 1, reason: reason)
      }
    }
    guard isPositive.count > 1 else {
      throw LoadError(file: file, line: nil, reason: "has fewer than two patients")
    }
    return (columns, isPositive)
  }
}

extension NearestNeighbours {
  /// Why the patients could not be loaded, and where in the file.
  struct LoadError: Error, CustomStringConvertible {
    /// The name of the file.
    let file: String
    /// The offending line, counted from 1, or nil when the whole file is meant.
    let line: Int?
    /// What is wrong with it.
    let reason: String

    /// File, line and reason, as a compiler would print them.
    var description: String {
      line.map { "\(file):\($0): this line \(reason)" } ?? "\(file): \(reason)"
    }
  }
}
