import Foundation

/// The resource files of the program.
enum Resource {
  /// The cells of a CSV file, row by row, without the header.
  static func rows(of file: String, columns: Int) throws -> [[String]] {
    try lines(of: file).dropFirst().map { line in
      let cells = cells(of: line)
      guard cells.count == columns else {
        throw CommandError("\(file): the line \"\(line)\" should have \(columns) columns")
      }
      return cells
    }
  }

  /// The names of the columns of a CSV file.
  static func header(of file: String) throws -> [String] {
    guard let line = try lines(of: file).first else { throw CommandError("\(file) is empty") }
    return cells(of: line)
  }

  private static func lines(of file: String) throws -> [Substring] {
    guard let url = Bundle.module.url(forResource: file, withExtension: nil) else {
      throw CommandError("\(file) is not among the program's resources")
    }
    return try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
  }

  private static func cells(of line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}
