// Reads comma-separated values, and tells where they are wrong.

package import Foundation

/// The lines of a file of comma-separated values below its header.
package struct CSVFile: Sendable {
  /// One line of the file.
  package struct Row: Sendable {
    /// The values as they are written.
    package let fields: [Substring]
    fileprivate let file: String
    fileprivate let line: Int

    /// The error of a line of which something is not as expected.
    package func error(_ reason: String) -> LoadError {
      LoadError(file: file, line: line, reason: reason)
    }
  }

  /// The lines that are not empty.
  package let rows: [Row]

  /// Reads a file among the resources of a program.
  ///
  /// - Parameters:
  ///   - name: The name of the file without its extension.
  ///   - bundle: The resources.
  ///   - columnCount: How many values each line has.
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
