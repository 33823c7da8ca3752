/// The text of a Swift file with its comments apart, told apart by a scan rather than a parser.
struct SwiftText {
  /// The lines as they are.
  let lines: [Substring]

  /// The code: comments, and the text of string literals, are left out; what is interpolated stays.
  let code: String

  /// The comments alone.
  let comments: String

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var scanner = Scanner(text)
    scanner.scan()
    code = String(decoding: scanner.code, as: UTF8.self)
    comments = String(decoding: scanner.comments, as: UTF8.self)
  }

  /// The names in a text: what stands between other characters than letters, digits and underscores.
  static func words(of text: String) -> Set<String> {
    Set(
      text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }

  /// The names of the types that the code declares at its top level, private ones left out.
  var topLevelTypes: Set<String> {
    Self.topLevelTypes(in: code.split(separator: "\n"))
  }

  /// The names of the types that lines of code declare at their top level, private ones left out.
  static func topLevelTypes(in lines: [Substring]) -> Set<String> {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
    var names: Set<String> = []
    for line in lines where line.first != " " {
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      guard let place = words.firstIndex(where: kinds.contains), place + 1 < words.count,
        !words[..<place].contains(where: { ["private", "fileprivate", "extension"].contains($0) })
      else { continue }
      names.insert(String(words[place + 1]))
    }
    return names
  }

  /// The modules that the code imports, those of single declarations included.
  var importedModules: Set<String> {
    Set(
      code.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import") else { return nil }
        // The kind of a single declaration may stand in between, as in `import struct A.B`.
        return words[(place + 1)...].last?.split(separator: ".").first.map(String.init)
      })
  }

  /// The names of the types that the code extends at its top level.
  var extendedTypes: Set<String> {
    Set(
      code.split(separator: "\n").filter { $0.hasPrefix("extension ") }.compactMap {
        $0.split { !($0.isLetter || $0.isNumber || $0 == "_") }.dropFirst().first.map(String.init)
      })
  }
}

/// Goes through a text once, byte by byte.
private struct Scanner {
  private let bytes: [UInt8]
  private var place = 0
  private(set) var code: [UInt8] = []
  private(set) var comments: [UInt8] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  private func looksAt(_ text: StaticString) -> Bool {
    let end = place + text.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[place..<end]) }
  }

  mutating func scan() {
    scanCode(endsWithParenthesis: false)
  }

  private mutating func scanCode(endsWithParenthesis: Bool) {
    var depth = 0
    while place < bytes.count {
      if looksAt("//") {
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { takeComment() }
      } else if looksAt("/*") {
        while place < bytes.count, !looksAt("*/") { takeComment() }
      } else if looksAt("\"") {
        scanString()
      } else {
        if looksAt("(") { depth += 1 }
        if looksAt(")") {
          depth -= 1
          if endsWithParenthesis, depth < 0 { return }
        }
        code.append(bytes[place])
        place += 1
      }
    }
  }

  private mutating func takeComment() {
    comments.append(bytes[place])
    place += 1
    if place < bytes.count, bytes[place] == UInt8(ascii: "\n") { comments.append(bytes[place]) }
  }

  private mutating func scanString() {
    let isLong = looksAt("\"\"\"")
    place += isLong ? 3 : 1
    while place < bytes.count, isLong ? !looksAt("\"\"\"") : !looksAt("\"") {
      if looksAt("\\(") {
        place += 2
        // A blank keeps what is interpolated from running into its neighbours.
        code.append(UInt8(ascii: " "))
        scanCode(endsWithParenthesis: true)
        code.append(UInt8(ascii: " "))
      }
      place += looksAt("\\") ? 2 : 1
    }
    place += isLong ? 3 : 1
    code.append(contentsOf: "\"\"".utf8)
  }
}
