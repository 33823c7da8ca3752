/// The name of a value in a program's output, such as `loss` in `loss=0.5`, `loss: 0.5`, `loss 0.5`
/// and `{"loss": 0.5}`.
struct ValueName: Sendable {
  private let scalars: [Unicode.Scalar]

  /// Creates a name; nil if the text is empty.
  init?(_ text: String) {
    scalars = Array(text.unicodeScalars)
    if scalars.isEmpty { return nil }
  }

  /// Returns the last value of that name in a line; nil if there is none.
  func last(in line: OutputLine, isStep: Bool) -> FoundNumber? {
    var names: [Range<Int>] = []
    while let name = line.firstRange(of: scalars, from: names.last?.upperBound ?? 0) {
      names.append(name)
    }
    // From the end, since parsing costs more than searching: a message quotes the line.
    for name in names.reversed() where isWhole(name, in: line) {
      if let found = value(behind: name, in: line, isStep) { return found }
    }
    return nil
  }

  /// Whether a name is not part of a longer name, such as `val_loss`, `val-loss` or `loss.item`.
  private func isWhole(_ name: Range<Int>, in line: OutputLine) -> Bool {
    func isJoined(_ scalar: Unicode.Scalar?, _ beyond: Unicode.Scalar?) -> Bool {
      guard let scalar else { return false }
      return scalar.isWord || ("-./".unicodeScalars.contains(scalar) && beyond?.isWord == true)
    }
    let (start, end) = (name.lowerBound, name.upperBound)
    return !(line[start]?.isWord == true && isJoined(line[start - 1], line[start - 2]))
      && !(line[end - 1]?.isWord == true && isJoined(line[end], line[end + 1]))
  }

  private func value(
    behind name: Range<Int>, in line: OutputLine, _ isStep: Bool
  ) -> FoundNumber? {
    var index = name.upperBound
    func skipSpaces() { while line[index]?.properties.isWhitespace == true { index += 1 } }
    func isQuote(_ scalar: Unicode.Scalar?) -> Bool { scalar == "\"" || scalar == "'" }
    if isQuote(line[index]) { index += 1 }
    let gap = index
    skipSpaces()
    var isSeparated = false
    for separator in [":=", "==", ":", "=", "："]
    where line.scalars[index...].starts(with: separator.unicodeScalars) {
      index += separator.unicodeScalars.count
      isSeparated = true
      break
    }
    // A space or a separator is required.
    guard isSeparated || index > gap else { return nil }
    skipSpaces()
    let quote = isQuote(line[index]) ? line[index] : nil
    if quote != nil { index += 1 }
    if let end = NumberText.end(in: line, from: index) {
      let number = FoundNumber(
        index..<end, of: line, by: description, consumed: name.lowerBound..<end, isStep: isStep)
      // "loss info" is ordinary text, not an invalid value.
      if case .invalid = number, !isSeparated, line[index]?.properties.isAlphabetic == true {
        return nil
      }
      guard case .number = number, quote == nil || line[end] == quote else {
        return invalid(from: index, in: line)
      }
      return number
    }
    return isSeparated ? invalid(from: index, in: line) : nil
  }

  /// The invalid text instead of a number, up to the next space.
  private func invalid(from start: Int, in line: OutputLine) -> FoundNumber {
    var end = start
    while end < start + 50, line[end]?.properties.isWhitespace == false { end += 1 }
    let text = line.text(start..<end)
    return .invalid(
      reason: "the value of \"\(description)\" is \"\(text)\", which is not a number, in the line "
        + "\"\(line.excerpt(around: start))\"")
  }
}

extension ValueName: CustomStringConvertible {
  var description: String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}
