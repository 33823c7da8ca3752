/// Measured results of a model by configuration, from a resource file.
///
/// The file has a column for each hyperparameter, then one for the result, and a row for every
/// configuration of a grid.
struct ResultTable: Sendable {
  private let file: String
  private let results: [String: Double]

  /// Reads a file with a number of hyperparameters and of rows.
  init(_ file: String, hyperparameters: Int, rows: Int) throws {
    self.file = file
    var results: [String: Double] = [:]
    for row in try Resource.rows(of: file, columns: hyperparameters + 1) {
      guard let result = Double(row[hyperparameters]), result.isFinite else {
        throw CommandError("\(file): invalid row \(row)")
      }
      results[Self.key(row.dropLast())] = result
    }
    guard results.count == rows else {
      throw CommandError("\(file): has \(results.count) configurations instead of \(rows)")
    }
    self.results = results
  }

  /// The result of a configuration, whose cells are written as in the file.
  func result(_ cells: [String]) throws -> Double {
    guard let result = results[Self.key(cells)] else {
      throw CommandError("\(file): has no row for \(cells.joined(separator: ", "))")
    }
    return result
  }

  private static func key(_ cells: some Sequence<String>) -> String {
    cells.joined(separator: ",")
  }
}
