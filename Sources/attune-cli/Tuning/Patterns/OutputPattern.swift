/// What finds a number in the lines of a program's output: a name, or a regular expression.
struct OutputPattern: Sendable {
  private enum Kind: Sendable {
    case name(ValueName)
    case expression(RegularExpression)
  }

  /// The pattern as it was written.
  let text: String
  /// How many numbers it finds: its groups, or one by a name.
  let groupCount: Int
  private let kind: Kind

  /// Reads what an option gives: a regular expression when it has a group, or else a name.
  ///
  /// - Parameter groups: How many groups it may have.
  /// - Throws: `UsageError` when it is neither, or has another number of groups.
  init(_ text: String, of option: Option, groups: ClosedRange<Int>) throws(UsageError) {
    self.text = text
    guard text.contains(where: { "()[]{}\\*+?^$|".contains($0) }) else {
      guard let name = ValueName(Self.trimmed(text)) else {
        throw UsageError("\(option.spelling) \"\(text)\" names nothing; give a name, as loss")
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
        "\(option.spelling) \"\(text)\" is no regular expression: \(error)")
    }
    groupCount = expression.groupCount
    guard groups.contains(groupCount) else {
      let wanted = groups.count == 1 ? "one group" : "one or two groups"
      throw UsageError(
        "\(option.spelling) \"\(text)\" has \(groupCount) groups in parentheses and needs "
          + "\(wanted), as \"loss: (\\S+)\" has; for loss=0.5 and loss: 0.5 a name is enough, as loss"
      )
    }
    kind = .expression(expression)
  }

  /// A name is meant without the sign behind it.
  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while let last = rest.last, last == ":" || last == "=" || last.isWhitespace {
      rest.removeLast()
    }
    return String(rest.drop(while: \.isWhitespace))
  }

  /// Why a trial fails whose output has nothing of it.
  var missing: String {
    switch kind {
    case .name(let name):
      "no line of the output has a value of \"\(name)\", as \(name)=0.5 or \(name): 0.5"
    case .expression: "no line of the output matches \"\(text)\""
    }
  }

  /// The pattern made ready to search lines, one after the other.
  func search() -> Search { Search(self) }

  /// Searches lines for a pattern.
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

    /// The numbers of the last match in a line; nil when there is none.
    ///
    /// - Parameter isStep: Whether the first of them counts steps.
    mutating func last(in line: OutputLine, isStep: Bool = false) -> [FoundNumber]? {
      if case .name(let name) = pattern.kind {
        return name.last(in: line, isStep: isStep).map { [$0] }
      }
      do {
        let match = try matcher?.lastMatch(in: line.scalars)
        if let passed = try passedOver(match, in: line) { return [passed] }
        guard let match, let consumed = match[0] else { return nil }
        return match.dropFirst().enumerated().map { index, range in
          let range = range ?? consumed.upperBound..<consumed.upperBound
          return FoundNumber(
            range, of: line, by: pattern.text, consumed: spelled(range, group: index),
            isStep: isStep && index == 0)
        }
      } catch {
        return [
          .noNumber(
            reason: "\"\(pattern.text)\" takes too many steps on the line "
              + "\"\(line.excerpt(around: 0))\"; write a simpler pattern, or give a name alone")
        ]
      }
    }

    /// The range of a group with the characters beside it that the pattern spells out.
    private func spelled(_ range: Range<Int>, group index: Int) -> Range<Int> {
      let (before, after) = neighbors[index]
      return range.lowerBound - (before ? 1 : 0)..<range.upperBound + (after ? 1 : 0)
    }

    /// A number in the place of the last group, where the group has not matched it.
    private mutating func passedOver(
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
      return .noNumber(
        reason: "\"\(pattern.text)\" does not match the number \(text) in the line "
          + "\"\(line.excerpt(around: range.lowerBound))\"; a name alone, as loss, finds every number"
      )
    }
  }
}
