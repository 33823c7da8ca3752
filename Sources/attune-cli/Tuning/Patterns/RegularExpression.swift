/// A regular expression whose matching takes a bounded time, whatever the expression and the line.
struct RegularExpression: Sendable {
  /// How many groups capture.
  let groupCount: Int
  /// Searches for the expression.
  let program: RegexProgram
  /// Searches for what precedes the last group, where the expression ends with that one.
  ///
  /// It tells whether the expression has passed over a number: `loss: ([0-9.]+)` does on `loss: nan`.
  let stem: RegexProgram?

  init(_ text: String) throws(RegexError) {
    let (root, groupCount) = try RegexParser.parse(text)
    self.groupCount = groupCount
    program = try RegexProgram(root, groupCount: groupCount)
    if case .sequence(let nodes) = root, nodes.count > 1,
      case .group(groupCount, _)? = nodes.last
    {
      stem = try RegexProgram(.sequence(nodes.dropLast()), groupCount: groupCount)
    } else {
      stem = nil
    }
  }
}
