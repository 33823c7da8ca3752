/// The text of a Swift file, separated into code and comments by a scan rather than a parser.
struct SwiftText {
  /// The unchanged lines.
  let lines: [Substring]

  /// The code, without comments and the text of string literals, but with what is interpolated.
  ///
  /// It has the same number of lines as the text.
  let code: String

  /// The comments, with the same number of lines as the text.
  let comments: String

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var scanner = Scanner(text)
    scanner.scan()
    code = String(decoding: scanner.code, as: UTF8.self)
    comments = String(decoding: scanner.comments, as: UTF8.self)
  }

  /// The names in a text: sequences of letters, digits and underscores.
  static func words(of text: String) -> Set<String> {
    // By bytes: letters beyond ASCII, which have more than one, belong to words.
    let words = text.utf8.split { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
        false
      default: true
      }
    }
    return Set(words.map { String(Substring($0)) })
  }

  /// The names of the types that the code declares at its top level, without private ones.
  var topLevelTypes: Set<String> {
    Self.topLevelTypes(in: code.split(separator: "\n"))
  }

  /// The names of the types that lines of code declare at their top level, without private ones.
  static func topLevelTypes(in lines: [Substring]) -> Set<String> {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
    var names: Set<String> = []
    for line in lines where line.first != " " {
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      guard let index = words.firstIndex(where: kinds.contains), index + 1 < words.count,
        !words[..<index].contains(where: { ["private", "fileprivate", "extension"].contains($0) })
      else { continue }
      names.insert(String(words[index + 1]))
    }
    return names
  }

  /// The modules that the code imports, including those of imports of single declarations.
  var importedModules: Set<String> {
    Set(
      code.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import") else { return nil }
        // The kind of a single declaration may precede the module, as in `import struct A.B`.
        return words[(index + 1)...].last?.split(separator: ".").first.map(String.init)
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

/// Separates a text in one pass, byte by byte.
private struct Scanner {
  private enum Part {
    case code, comments, neither
  }

  private let bytes: [UInt8]
  private var position = 0
  private(set) var code: [UInt8] = []
  private(set) var comments: [UInt8] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  private func looksAt(_ text: StaticString) -> Bool {
    let end = position + text.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[position..<end]) }
  }

  mutating func scan() {
    scanCode(endsWithParenthesis: false)
  }

  private mutating func scanCode(endsWithParenthesis: Bool) {
    var depth = 0
    while position < bytes.count {
      // By byte first: this runs for every byte of the project.
      switch bytes[position] {
      case UInt8(ascii: "/") where looksAt("//"):
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
          advance(adding: .comments)
        }
      case UInt8(ascii: "/") where looksAt("/*"):
        while position < bytes.count, !looksAt("*/") { advance(adding: .comments) }
      case UInt8(ascii: "\""): scanString()
      case UInt8(ascii: "("):
        depth += 1
        advance(adding: .code)
      case UInt8(ascii: ")"):
        depth -= 1
        if endsWithParenthesis, depth < 0 { return }
        advance(adding: .code)
      default: advance(adding: .code)
      }
    }
  }

  private mutating func scanString() {
    let isLong = looksAt("\"\"\"")
    advance(by: isLong ? 3 : 1)
    while position < bytes.count, isLong ? !looksAt("\"\"\"") : !looksAt("\"") {
      if looksAt("\\(") {
        advance(by: 2)
        // A blank separates what is interpolated from what is next to it.
        code.append(UInt8(ascii: " "))
        scanCode(endsWithParenthesis: true)
        code.append(UInt8(ascii: " "))
      }
      advance(by: looksAt("\\") ? 2 : 1)
    }
    advance(by: isLong ? 3 : 1)
    code.append(contentsOf: "\"\"".utf8)
  }

  /// Passes a byte and adds it to a part; the end of a line is added to both, which keeps their
  /// lines those of the text.
  private mutating func advance(adding part: Part) {
    guard position < bytes.count else { return }
    let byte = bytes[position]
    let isLineEnd = byte == UInt8(ascii: "\n")
    if isLineEnd || part == .code { code.append(byte) }
    if isLineEnd || part == .comments { comments.append(byte) }
    position += 1
  }

  private mutating func advance(by count: Int) {
    for _ in 0..<count { advance(adding: .neither) }
  }
}
