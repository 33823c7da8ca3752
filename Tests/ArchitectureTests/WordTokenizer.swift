/// Splits text into words, those within names included.
struct WordTokenizer {
  /// A word of a text.
  struct Token: Equatable {
    /// The word in lower case; empty for punctuation, which no phrase extends across.
    let word: String

    /// The line that the word is in, counted from 1.
    let line: Int
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  /// Whether only the marks of a comment, a heading or a list precede in the line.
  private var isAtLineStart = true
  private var tokens: [Token] = []

  private init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The words of a text in their order.
  ///
  /// Names in camel case are split at their capitals, so that `hasFiniteWidth` has three words; an
  /// acronym is one word. Blanks, ends of lines, hyphens, underscores and the marks that begin a
  /// line of comment separate words without punctuation between them. Addresses of pages are left
  /// out.
  static func tokens(of text: String) -> [Token] {
    var tokenizer = WordTokenizer(text)
    while tokenizer.position < tokenizer.bytes.count { tokenizer.scanNext() }
    return tokenizer.tokens
  }

  private mutating func scanNext() {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\n"):
      line += 1
      isAtLineStart = true
      position += 1
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      position += 1
    case UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "*"):
      if !isAtLineStart { appendPunctuation() }
      position += 1
    case UInt8(ascii: "\\"):
      // The character after it is escaped: the `n` of `\n` begins no word.
      appendPunctuation()
      position += bytes.dropFirst(position + 1).first == UInt8(ascii: "\n") ? 1 : 2
    case _ where isLetter(byte):
      scanLetters()
    case _ where isDigit(byte):
      let end = bytes[position...].firstIndex { !isDigit($0) } ?? bytes.count
      append(position..<end)
    default:
      appendPunctuation()
      position += 1
    }
  }

  /// Appends the words of a sequence of letters, and skips the address that it may begin.
  private mutating func scanLetters() {
    let end = bytes[position...].firstIndex { !isLetter($0) } ?? bytes.count
    if bytes[end...].starts(with: "://".utf8) {
      let ends = Array(" \n)>\"".utf8)
      position = bytes[end...].firstIndex(where: ends.contains) ?? bytes.count
      appendPunctuation()
      return
    }
    while position < end {
      var next = position + 1
      while next < end, !isBoundary(next, end) { next += 1 }
      append(position..<next)
    }
  }

  /// Whether a capital begins a word: after a small letter, or before one.
  private func isBoundary(_ index: Int, _ end: Int) -> Bool {
    isCapital(bytes[index])
      && (!isCapital(bytes[index - 1]) || index + 1 < end && !isCapital(bytes[index + 1]))
  }

  private mutating func append(_ range: Range<Int>) {
    tokens.append(
      Token(word: String(decoding: bytes[range], as: UTF8.self).lowercased(), line: line))
    position = range.upperBound
    isAtLineStart = false
  }

  private mutating func appendPunctuation() {
    tokens.append(Token(word: "", line: line))
    isAtLineStart = false
  }

  private func isCapital(_ byte: UInt8) -> Bool {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    isCapital(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}
