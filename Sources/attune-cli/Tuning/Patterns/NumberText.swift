/// Numbers as programs print them: `0.25`, `-.5`, `1.`, `5E-05`, `nan`, `-Infinity`.
enum NumberText {
  /// Where the longest number ends that starts at an index; nil when none does.
  static func end(in line: OutputLine, from start: Int) -> Int? {
    var index = start
    if let sign = line[index], isSign(sign) { index += 1 }
    for word in ["infinity", "inf", "nan"] where follows(word, in: line, at: index) {
      return index + word.count
    }
    let whole = endOfDigits(in: line, from: index)
    var end = whole
    var hasDigits = whole > index
    if line[end] == "." {
      let fraction = endOfDigits(in: line, from: end + 1)
      hasDigits = hasDigits || fraction > end + 1
      end = fraction
    }
    guard hasDigits else { return nil }
    return endOfExponent(in: line, from: end) ?? end
  }

  /// The number that a text is; nil when it is none.
  static func value(_ text: String) -> Double? {
    let line = OutputLine(text)
    guard end(in: line, from: 0) == line.scalars.count else { return nil }
    // Too large a number is infinite here, and too small a one is 0.
    return Double(text.replacing("\u{2212}", with: "-"))
  }

  /// Whether a number of a line is only part of a longer one, or of something else, as in `1,234`,
  /// `0x10` and `5e-05abc`.
  ///
  /// - Parameters:
  ///   - consumed: The number with the characters beside it that the pattern spells out, as the `s`
  ///     in `([0-9.]+)s`: those are not part of it.
  ///   - isStep: Whether it counts steps, as the 3 in `3/10`.
  static func isPart(
    _ number: Range<Int>, of line: OutputLine, consumed: Range<Int>, isStep: Bool
  ) -> Bool {
    goesOn(number, in: line, isConsumed: consumed.upperBound > number.upperBound, isStep)
      || beginsBefore(number, in: line, isConsumed: consumed.lowerBound < number.lowerBound)
  }

  private static func goesOn(
    _ number: Range<Int>, in line: OutputLine, isConsumed: Bool, _ isStep: Bool
  ) -> Bool {
    let end = number.upperBound
    guard let next = line[end] else { return false }
    let isDigitNext = line[end + 1]?.properties.numericType != nil
    if isTimesPower(in: line, from: end) { return !isConsumed }
    switch next {
    // The end of a line that was cut.
    case "…": return true
    case "0"..."9": return true
    case ".":
      // As in `0.5.3` and `0.1..0.9`; a sentence may end with the number.
      var index = end + 1
      while line[index] == "." { index += 1 }
      return line[index]?.properties.numericType != nil || line[index] == "#"
    // As in `1.#QNAN`.
    case "#": return true
    // Superscript signs, and digits of other kinds, as in `10⁻⁵` and `1½`.
    case "\u{207A}", "\u{207B}": return true
    case _ where next.properties.numericType != nil: return true
    // Marks between groups of digits, as in `1’234` and in `1 234` with a space that is no word's end.
    case "’", "ʼ", "`", "´", "٬", "，", "．", "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}":
      return isDigitNext
    // What is not seen, as a backspace, and bytes that are no text.
    case "\u{FFFD}": return true
    case _ where next.properties.generalCategory == .format: return true
    case _ where next.properties.generalCategory == .control: return !next.properties.isWhitespace
    case "e", "E": return !isConsumed || endOfExponent(in: line, from: end) != nil
    case "x", "X": return !isConsumed || line.text(number) == "0"
    case "/", ":": return isDigitNext && !isConsumed && !isStep
    case ",", "'", "-", "+", "*", "^", "×", "·": return isDigitNext && !isConsumed
    default: return next.isWord && !isConsumed
    }
  }

  /// Whether a power of ten follows, as in `5 × 10^-3`.
  private static func isTimesPower(in line: OutputLine, from end: Int) -> Bool {
    var index = end
    while line[index] == " " { index += 1 }
    guard let sign = line[index], "×·*".unicodeScalars.contains(sign) else { return false }
    index += 1
    while line[index] == " " { index += 1 }
    return line[index] == "1" && line[index + 1] == "0" && line[index + 2]?.isDigit != true
  }

  private static func beginsBefore(
    _ number: Range<Int>, in line: OutputLine, isConsumed: Bool
  ) -> Bool {
    let start = number.lowerBound
    guard let previous = line[start - 1] else { return false }
    let before = line[start - 2]
    let isDigitBefore = before?.properties.numericType != nil
    switch previous {
    case "0"..."9": return true
    case _ where previous.properties.numericType != nil: return true
    case "’", "ʼ", "`", "´", "٬", "，", "．", "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}":
      return isDigitBefore
    case _ where previous.properties.generalCategory == .format: return isDigitBefore
    case _ where previous.properties.generalCategory == .control:
      return !previous.properties.isWhitespace && isDigitBefore
    case ".": return isDigitBefore || (!isConsumed && before != ".")
    case "e", "E": return !isConsumed || isDigitBefore
    case "x", "X": return !isConsumed || (before == "0" && line[start - 3]?.isDigit != true)
    case _ where isSign(previous):
      if before == "e" || before == "E" {
        return line[start - 3]?.isDigit == true || line[start - 3] == "."
      }
      if isDigitBefore { return !isConsumed }
      // Between words it is a hyphen, and in a row of others a line.
      return before.map { !$0.isWord && !isSign($0) } ?? true
    case ",", "'", "/", ":", "*", "^", "×", "·": return isDigitBefore && !isConsumed
    default: return previous.isWord && !isConsumed
    }
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "+" || scalar == "\u{2212}"
  }

  private static func follows(_ word: String, in line: OutputLine, at index: Int) -> Bool {
    var index = index
    for letter in word.unicodeScalars {
      guard let scalar = line[index], scalar.properties.lowercaseMapping == String(letter) else {
        return false
      }
      index += 1
    }
    return true
  }

  private static func endOfDigits(in line: OutputLine, from start: Int) -> Int {
    var index = start
    while line[index]?.isDigit == true { index += 1 }
    return index
  }

  private static func endOfExponent(in line: OutputLine, from start: Int) -> Int? {
    guard line[start] == "e" || line[start] == "E" else { return nil }
    let digits = line[start + 1].map(isSign) == true ? start + 2 : start + 1
    let end = endOfDigits(in: line, from: digits)
    return end > digits ? end : nil
  }
}
