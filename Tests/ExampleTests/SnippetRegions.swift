import Foundation

/// The snippets of this module's sources that the README and the documentation contain.
///
/// A snippet begins with a line `// snippet: name` and ends with `// snippet end`. Snippets with the
/// same name in a file are joined in order, so that one can contain imports and statements.
enum SnippetRegions {
  /// An error in the markers of snippets.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The folder of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The texts by name, without their common indentation.
  static func all() throws -> [String: String] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snippets")
    var texts: [String: String] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where file.hasSuffix(".swift") {
      let source = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      for (name, lines) in try regions(of: source, file) {
        guard texts[name] == nil else {
          throw Failure(description: "\(file): another file has a snippet \"\(name)\"")
        }
        texts[name] = text(lines)
      }
    }
    return texts
  }

  /// The text of a file of the package.
  static func contents(of path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The README, and the landing pages and guides of the documentation.
  static func documents() throws -> [String] {
    try ["README.md"]
      + ["Attune", "AttuneEvaluation"].flatMap { module in
        let catalog = "Sources/\(module)/\(module).docc"
        let folder = root.appendingPathComponent(catalog).path
        return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
          .filter { $0.hasSuffix(".md") }.map { "\(catalog)/\($0)" }
      }
  }

  /// The Swift code blocks of a Markdown text.
  static func swiftBlocks(of markdown: String) -> [String] {
    var blocks: [String] = []
    var block: [Substring]?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if block == nil, line == "```swift" {
        block = []
      } else if let lines = block, line == "```" {
        blocks.append(lines.joined(separator: "\n"))
        block = nil
      } else {
        block?.append(line)
      }
    }
    return blocks
  }

  private static func regions(
    of source: String, _ file: String
  ) throws -> [(name: String, lines: [String])] {
    var regions: [(name: String, lines: [String])] = []
    var current: (name: String, lines: [String])?
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      let marker = line.drop { $0 == " " }
      if marker.hasPrefix("// snippet: ") {
        guard current == nil else {
          throw Failure(description: "\(file): this snippet begins within another: \(marker)")
        }
        current = (String(marker.dropFirst("// snippet: ".count)), [])
      } else if marker == "// snippet end" {
        guard let ended = current else {
          throw Failure(description: "\(file): the end of a snippet without a beginning")
        }
        if let index = regions.firstIndex(where: { $0.name == ended.name }) {
          regions[index].lines += dedented(ended.lines)
        } else {
          regions.append((ended.name, dedented(ended.lines)))
        }
        current = nil
      } else {
        current?.lines.append(String(line))
      }
    }
    if let current {
      throw Failure(description: "\(file): the snippet \"\(current.name)\" has no end")
    }
    return regions
  }

  private static func dedented(_ lines: [String]) -> [String] {
    let indentation = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { String($0.dropFirst(indentation)) }
  }

  private static func text(_ lines: [String]) -> String {
    var lines = lines[...]
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
