import Foundation

/// Finds banned words and names in texts.
struct WordSearch: Sendable {
  /// A banned word or name in a text.
  struct Finding: Equatable {
    /// The line that it begins in, counted from 1.
    let line: Int

    /// What was found, a name in backticks.
    let text: String

    /// What to write instead.
    let replacement: String
  }

  /// A way of writing a text, which decides where names are looked for.
  enum Kind {
    /// Swift: names are looked for in code, and in the code of comments.
    case swift
    /// C: as in Swift.
    case c
    /// Markdown: names are looked for in code spans and code blocks.
    case markdown

    /// The kind of a file by the ending of its path; nil for files that are not searched.
    init?(path: String) {
      switch path.split(separator: ".").last {
      case "swift"?: self = .swift
      case "c"?, "h"?: self = .c
      case "md"?: self = .markdown
      default: return nil
      }
    }
  }

  private struct Phrase {
    /// For each word of the phrase its permitted forms.
    let forms: [Set<String>]
    let replacement: String
  }

  /// The phrases by the first word of a text that they may match.
  private let phrasesByFirstWord: [String: [Phrase]]
  /// What to write instead of a name.
  private let replacements: [String: String]
  private let exemptions: [String]

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - phrases: Words in lower case, separated by blanks and their alternatives by slashes, each
  ///     with its replacement. They match regardless of case, across the ends of lines, and within
  ///     names in camel case.
  ///   - identifiers: Whole names, each with its replacement.
  ///   - exemptions: Texts within which nothing is found.
  init(
    phrases: KeyValuePairs<String, String>, identifiers: KeyValuePairs<String, String>,
    exemptions: [String] = []
  ) {
    var byFirstWord: [String: [Phrase]] = [:]
    for (text, replacement) in phrases {
      let forms = text.split(separator: " ").map { word in
        Set(word.split(separator: "/").map(String.init))
      }
      let phrase = Phrase(forms: forms, replacement: replacement)
      for word in forms.first ?? [] { byFirstWord[word, default: []].append(phrase) }
    }
    phrasesByFirstWord = byFirstWord
    replacements = Dictionary(
      identifiers.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    self.exemptions = exemptions
  }

  /// The findings in a text, by line.
  func findings(in text: String, kind: Kind) -> [Finding] {
    var text = text
    for exemption in exemptions {
      text = text.replacingOccurrences(of: exemption, with: ";")
    }
    var findings = phrases(in: WordTokenizer.tokens(of: text))
    switch kind {
    case .swift, .c:
      let parts = SwiftText(text)
      if mayContainIdentifiers(parts.code) {
        let code = parts.code.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in code.enumerated() {
          findings += identifiers(in: Self.namesOfCode(line), line: index + 1)
        }
      }
      if mayContainIdentifiers(parts.comments) { findings += identifiers(inCodeOf: parts.comments) }
    case .markdown:
      if mayContainIdentifiers(text) { findings += identifiers(inCodeOf: text) }
    }
    return findings.sorted { $0.line < $1.line }
  }

  private func phrases(in tokens: [WordTokenizer.Token]) -> [Finding] {
    var findings: [Finding] = []
    for (start, token) in tokens.enumerated() {
      for phrase in phrasesByFirstWord[token.word] ?? [] {
        let words = tokens[start...].prefix(phrase.forms.count)
        guard words.count == phrase.forms.count,
          zip(words, phrase.forms).allSatisfy({ $1.contains($0.word) })
        else { continue }
        findings.append(
          Finding(
            line: token.line, text: words.map(\.word).joined(separator: " "),
            replacement: phrase.replacement))
      }
    }
    return findings
  }

  /// Whether a banned name is among the words of a text; most texts need not be read line by line.
  private func mayContainIdentifiers(_ text: String) -> Bool {
    SwiftText.words(of: text).contains { replacements[$0] != nil }
  }

  private func identifiers(in code: String, line: Int) -> [Finding] {
    SwiftText.words(of: code).sorted().compactMap { name in
      replacements[name].map { Finding(line: line, text: "`\(name)`", replacement: $0) }
    }
  }

  /// The names in the code spans and code blocks of a text in Markdown.
  private func identifiers(inCodeOf text: String) -> [Finding] {
    var findings: [Finding] = []
    var isInBlock = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.contains("```") {
        isInBlock.toggle()
      } else {
        let code = isInBlock ? String(line) : Self.codeSpans(line)
        findings += identifiers(in: code, line: index + 1)
      }
    }
    return findings
  }

  /// A line of code without the names in backticks that are sentences.
  private static func namesOfCode(_ line: Substring) -> String {
    let parts = line.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().filter { $0.offset.isMultiple(of: 2) || !$0.element.contains(" ") }
      .map { String($0.element) }.joined(separator: "`")
  }

  /// What is in backticks in a line, single or double.
  private static func codeSpans(_ line: Substring) -> String {
    let parts = line.replacing("``", with: "`").split(
      separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().filter { !$0.offset.isMultiple(of: 2) }
      .map { String($0.element) }.joined(separator: " ")
  }
}
