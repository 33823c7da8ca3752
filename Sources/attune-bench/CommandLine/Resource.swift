import Foundation

/// The resource files of the program.
enum Resource {
  /// The cells of a CSV file, row by row, without the header.
  static func rows(of file: String, columns: Int) throws -> [[String]] {
    guard let url = Bundle.module.url(forResource: file, withExtension: nil) else {
      throw CommandError("\(file) is not among the program's resources")
    }
    let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
    return try lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == columns else {
        throw CommandError("\(file): the line \"\(line)\" should have \(columns) columns")
      }
      return cells
    }
  }
}
