/// A pattern that finds a number in the output of a program: a name or a regular expression.
struct OutputPattern: Sendable {
  private enum Kind: Sendable {
    case name(ValueName)
    case expression(RegularExpression)
  }

  /// The text of the pattern.
  let text: String
  /// The number of numbers it finds: the number of groups, or one for a name.
  let groupCount: Int
  private let kind: Kind

  /// Parses the value of an option: a regular expression if it has special characters, or else a
  /// name.
  ///
  /// - Parameter groups: The allowed number of groups.
  /// - Throws: `UsageError` if it is neither, or has another number of groups.
  init(_ text: String, of option: Option, groups: ClosedRange<Int>) throws(UsageError) {
    self.text = text
    guard text.contains(where: { "()[]{}\\*+?^$|".contains($0) }) else {
      guard let name = ValueName(Self.trimmed(text)) else {
        throw UsageError("\(option.spelling) \"\(text)\" is empty; give a name, such as loss")
      }
      kind = .name(name)
      groupCount = 1
      return
    }
    let expression: RegularExpression
    do {
      expression = try RegularExpression(text)
    } catch {
      throw UsageError(
        "\(option.spelling) \"\(text)\" is not a valid regular expression: \(error)")
    }
    groupCount = expression.groupCount
    guard groups.contains(groupCount) else {
      let wanted = groups.count == 1 ? "one group" : "one or two groups"
      throw UsageError(
        "\(option.spelling) \"\(text)\" has \(groupCount) groups in parentheses and needs "
          + "\(wanted), such as \"loss: (\\S+)\"; for loss=0.5 and loss: 0.5, the name loss is enough"
      )
    }
    kind = .expression(expression)
  }

  /// The name without surrounding spaces and a separator after it.
  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while let last = rest.last, last == ":" || last == "=" || last.isWhitespace {
      rest.removeLast()
    }
    return String(rest.drop(while: \.isWhitespace))
  }

  /// The reason of a failure if the pattern has no match.
  var missing: String {
    switch kind {
    case .name(let name):
      "no line of the output has a value of \"\(name)\", as \(name)=0.5 or \(name): 0.5"
    case .expression: "no line of the output matches \"\(text)\""
    }
  }

  /// Returns a search for the pattern in successive lines.
  func search() -> Search { Search(self) }

  /// A search for a pattern in lines.
  struct Search {
    let pattern: OutputPattern
    private var matcher: RegexMatcher?
    private var lenientMatcher: RegexMatcher?
    private var neighbors: [(before: Bool, after: Bool)] = []

    fileprivate init(_ pattern: OutputPattern) {
      self.pattern = pattern
      if case .expression(let expression) = pattern.kind {
        matcher = RegexMatcher(expression.program)
        lenientMatcher = expression.lenient.map(RegexMatcher.init)
        neighbors = expression.neighbors
      }
    }

    /// Returns the numbers of the last match in a line; nil if there is none.
    ///
    /// - Parameter isStep: Whether the first of them is a step.
    mutating func last(in line: OutputLine, isStep: Bool = false) -> [FoundNumber]? {
      if case .name(let name) = pattern.kind {
        return name.last(in: line, isStep: isStep).map { [$0] }
      }
      do {
        let match = try matcher?.lastMatch(in: line.scalars)
        if let number = try unmatchedNumber(match, in: line) { return [number] }
        guard let match, let consumed = match[0] else { return nil }
        return match.dropFirst().enumerated().map { index, range in
          let range = range ?? consumed.upperBound..<consumed.upperBound
          return FoundNumber(
            range, of: line, by: pattern.text, consumed: spelled(range, group: index),
            isStep: isStep && index == 0)
        }
      } catch {
        return [
          .invalid(
            reason: "\"\(pattern.text)\" takes too many steps on the line "
              + "\"\(line.excerpt(around: 0))\"; write a simpler pattern, or give a name alone")
        ]
      }
    }

    /// The range of a group with the characters next to it that the pattern matches literally.
    private func spelled(_ range: Range<Int>, group index: Int) -> Range<Int> {
      let (before, after) = neighbors[index]
      return range.lowerBound - (before ? 1 : 0)..<range.upperBound + (after ? 1 : 0)
    }

    /// A number at the position of the last group that the group does not match.
    private mutating func unmatchedNumber(
      _ match: [Range<Int>?]?, in line: OutputLine
    ) throws(RegexMatcher.Exhaustion) -> FoundNumber? {
      guard let lenient = try lenientMatcher?.lastMatch(in: line.scalars),
        let range = lenient.last ?? nil,
        range.upperBound > (match?.last ?? nil)?.upperBound ?? -1,
        range.lowerBound >= (match?.last ?? nil)?.upperBound ?? 0,
        case .number(_, let text) = FoundNumber(
          range, of: line, by: pattern.text, consumed: spelled(range, group: lenient.count - 2),
          isStep: false)
      else { return nil }
      return .invalid(
        reason: "\"\(pattern.text)\" does not match the number \(text) in the line "
          + "\"\(line.excerpt(around: range.lowerBound))\"; a name alone, as loss, finds every number"
      )
    }
  }
}
