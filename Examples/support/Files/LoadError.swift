// What goes wrong when data are read.

/// Why a file of data could not be loaded, and where in it.
package struct LoadError: Error, CustomStringConvertible {
  /// The name of the file.
  let file: String
  /// The offending line, counted from 1, or nil when the whole file is meant.
  let line: Int?
  /// What is wrong with it.
  let reason: String

  /// File, line and reason, as a compiler would print them.
  package var description: String {
    line.map { "\(file):\($0): this line \(reason)" } ?? "\(file): \(reason)"
  }
}
