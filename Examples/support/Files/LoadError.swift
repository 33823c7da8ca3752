// The errors in reading data.

/// An error in loading a data file.
package struct LoadError: Error, CustomStringConvertible {
  /// The name of the file.
  let file: String
  /// The line with the error, counted from 1; nil if the error is not about a line.
  let line: Int?
  /// What is wrong.
  let reason: String

  /// File, line and reason, in the format of compilers.
  package var description: String {
    line.map { "\(file):\($0): this line \(reason)" } ?? "\(file): \(reason)"
  }
}
