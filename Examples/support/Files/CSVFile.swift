// Reads comma-separated values, with errors that name the line.

package import Foundation

/// The rows of a CSV file, without its header.
package struct CSVFile: Sendable {
  /// A line of the file.
  package struct Row: Sendable {
    /// The values as text.
    package let fields: [Substring]
    fileprivate let file: String
    fileprivate let line: Int

    /// An error about this line.
    package func error(_ reason: String) -> LoadError {
      LoadError(file: file, line: line, reason: reason)
    }
  }

  /// The lines that are not empty.
  package let rows: [Row]

  /// Reads a file in the resources of a program.
  ///
  /// - Parameters:
  ///   - name: The name of the file without its extension.
  ///   - bundle: The resources.
  ///   - columnCount: The number of values in each line.
  package init(_ name: String, in bundle: Bundle, columnCount: Int) throws {
    guard let url = bundle.url(forResource: name, withExtension: "csv") else {
      throw LoadError(file: "\(name).csv", line: nil, reason: "not among the program's resources")
    }
    try self.init(contentsOf: url, columnCount: columnCount)
  }

  /// Reads a file whose first line is a header.
  package init(contentsOf url: URL, columnCount: Int) throws {
    let file = url.lastPathComponent
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      let reason = "cannot be read: \(error.localizedDescription)"
      throw LoadError(file: file, line: nil, reason: reason)
    }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    rows = try lines.enumerated().dropFirst().filter { !$0.element.isEmpty }.map { index, line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      let row = Row(fields: fields, file: file, line: index + 1)
      guard fields.count == columnCount else {
        throw row.error("has \(fields.count) columns, expected \(columnCount)")
      }
      return row
    }
    guard !rows.isEmpty else {
      throw LoadError(file: file, line: nil, reason: "has no rows below its header")
    }
  }
}
