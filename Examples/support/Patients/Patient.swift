// The patients of the Pima Indians diabetes data.

import Foundation

/// One of 768 women of the Pima people, of whom 268 have diabetes.
///
/// Smith et al., "Using the ADAP Learning Algorithm to Forecast the Onset of Diabetes Mellitus",
/// Proceedings of the Symposium on Computer Applications in Medical Care, 1988. The file does not
/// mark missing values, but a glucose, blood pressure, skin fold, insulin or body mass of zero is
/// impossible: those 652 zeros, 374 of them insulin, are missing values, and NaN here.
package struct Patient: Sendable {
  /// The names of the measurements.
  package static let measurementNames = [
    "pregnant", "glucose", "pressure", "triceps", "insulin", "mass", "pedigree", "age",
  ]
  private static let neverZero: Set = ["glucose", "pressure", "triceps", "insulin", "mass"]

  /// The values of the measurements, NaN where one is missing.
  package var measurements: [Double]
  /// Whether she has diabetes.
  package let hasDiabetes: Bool

  /// Loads the file in the resources of the examples.
  package static func all() throws -> [Patient] {
    try CSVFile(
      "pima-indians-diabetes", in: .module, columnCount: measurementNames.count + 1
    ).rows.map { try Patient($0) }
  }

  /// Parses the measurements, and `pos` or `neg`.
  init(_ row: CSVFile.Row) throws {
    measurements = try zip(Self.measurementNames, row.fields).map { name, field in
      guard let value = Double(field), value.isFinite else {
        throw row.error("has '\(field)' for \(name), expected a number")
      }
      return value == 0 && Self.neverZero.contains(name) ? .nan : value
    }
    switch row.fields[Self.measurementNames.count] {
    case "pos": hasDiabetes = true
    case "neg": hasDiabetes = false
    case let other: throw row.error("ends in '\(other)', expected 'pos' or 'neg'")
    }
  }
}
