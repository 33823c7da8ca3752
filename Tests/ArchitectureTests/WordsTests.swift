import Foundation
import Testing

/// Keeps banned words out of the project.
///
/// What to write instead is in `BannedWords.swift`, the one file that is not searched.
@Suite struct WordsTests {
  private static let example = WordSearch(
    phrases: [
      "walk/walks under water": "dive",
      "kettle": "pot",
    ],
    identifiers: ["Teapot": "Pot"],
    exemptions: ["tea:kettle"])

  @Test(arguments: ["Sources", "Tests", "Examples", "Plugins", "Docs"])
  func `no file contains a banned word`(folder: String) throws {
    let paths = try SourceFile.paths(under: folder).filter {
      $0 != "Tests/ArchitectureTests/BannedWords.swift"
    }
    try #require(!paths.isEmpty)
    try search(paths)
  }

  @Test func `no document at the top level contains a banned word`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: SourceFile.root.path)
    let paths = names.filter { $0.hasSuffix(".md") }.sorted()
    try #require(paths.contains("README.md"))
    try search(paths)
  }

  @Test func `the table of banned words can match`() {
    let forms = BannedWords.phrases.flatMap { $0.key.split { $0 == " " || $0 == "/" } }
    for form in forms {
      let tokens = WordTokenizer.tokens(of: String(form))
      #expect(tokens.map(\.word) == [String(form)], "\"\(form)\" is not one word in lower case")
    }
    for (name, _) in BannedWords.identifiers {
      #expect(SwiftText.words(of: name) == [name], "\"\(name)\" is not one name")
    }
    let words = BannedWords.phrases.map { $0.key }
    #expect(Set(words).count == words.count, "an entry is listed twice")
  }

  @Test(arguments: [
    ("let kettle = 1", "kettle"),
    ("var hotKettleCount: Int", "kettle"),
    ("struct KettleJSON {}", "kettle"),
    ("case max_kettle", "kettle"),
    ("// KETTLE, always", "kettle"),
    (#"print("a\nkettle")"#, "kettle"),
    ("func `a kettle boils`() {}", "kettle"),
    ("func walkUnderWater()", "walk under water"),
    ("/* It walks under-water. */", "walks under water"),
    ("let pot = Teapot()", "`Teapot`"),
    ("/// See ``Teapot/lid``.", "`Teapot`"),
    (#"let text = "a \(Teapot.lid)""#, "`Teapot`"),
  ])
  func `banned words are found in code, comments and strings`(text: String, found: String) {
    let findings = Self.example.findings(in: "import A\n\(text)\n", kind: .swift)
    #expect(findings.map(\.text) == [found])
    #expect(findings.map(\.line) == [2])
  }

  @Test func `a finding has its line and what to write instead`() {
    let text = """
      let text = \"""
        one
        \"""
      /// What walks
      /// under water, on each
      /// of two lines; a Teapot.
      /*
       Long
       */
      let a = Teapot()
      """
    #expect(
      Self.example.findings(in: text, kind: .swift) == [
        WordSearch.Finding(line: 4, text: "walks under water", replacement: "dive"),
        WordSearch.Finding(line: 10, text: "`Teapot`", replacement: "Pot"),
      ])
  }

  @Test(arguments: [
    "let kettles = kettleful",
    "let other = Teapots.teapot",
    "// It walks. Under water, nothing does.",
    "// A walk that goes under water",
    "// A Teapot in prose",
    #"let text = "Teapot""#,
    "func `a Teapot in a sentence`() {}",
    "// https://example.org/kettle",
    #"let name = "tea:kettle""#,
  ])
  func `other words are not found`(text: String) {
    #expect(Self.example.findings(in: text, kind: .swift).isEmpty)
  }

  @Test func `names are found in the code of documents`() {
    let text = """
      A Teapot of `Teapot` and ``Teapot(_:)``.

      ```swift
      let pot = Teapot()
      ```
      Another Teapot, no kettle.
      """
    let findings = Self.example.findings(in: text, kind: .markdown)
    #expect(findings.map(\.text) == ["`Teapot`", "`Teapot`", "kettle"])
    #expect(findings.map(\.line) == [1, 4, 6])
  }

  private func search(_ paths: [String]) throws {
    let search = WordSearch(
      phrases: BannedWords.phrases, identifiers: BannedWords.identifiers,
      exemptions: BannedWords.exemptions.map { $0.key })
    for path in paths {
      guard let kind = WordSearch.Kind(path: path) else { continue }
      for finding in search.findings(in: try SourceFile.contents(of: path), kind: kind) {
        Issue.record(
          "\(path):\(finding.line): \(finding.text); write: \(finding.replacement)")
      }
    }
  }
}
