import Foundation
import Testing

/// Reference results of scikit-learn; see the README beside the files.
enum ScikitLearn {
  /// Returns the words of each line that starts with the given kind, without the kind.
  static func cases(_ kind: String, in file: String) throws -> [[String]] {
    let folder = try #require(Bundle.module.resourceURL)
    let url = folder.appendingPathComponent("Fixtures/ScikitLearn/\(file)")
    let text = try String(contentsOf: url, encoding: .utf8)
    let cases = text.split(separator: "\n").filter { $0.hasPrefix(kind + " ") }
      .map { $0.split(separator: " ").dropFirst().map(String.init) }
    try #require(!cases.isEmpty, "no line of \(file) starts with \(kind)")
    return cases
  }
}
