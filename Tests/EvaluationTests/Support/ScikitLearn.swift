import Foundation
import Testing

/// What scikit-learn answers to many questions; see the README beside the files.
enum ScikitLearn {
  /// The words of the lines of a file that begin with a word, without it.
  static func cases(_ kind: String, in file: String) throws -> [[String]] {
    let folder = try #require(Bundle.module.resourceURL)
    let url = folder.appendingPathComponent("Fixtures/ScikitLearn/\(file)")
    let text = try String(contentsOf: url, encoding: .utf8)
    let cases = text.split(separator: "\n").filter { $0.hasPrefix(kind + " ") }
      .map { $0.split(separator: " ").dropFirst().map(String.init) }
    try #require(!cases.isEmpty, "there is no line of \(kind) in \(file)")
    return cases
  }
}
