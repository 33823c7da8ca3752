/// A regular expression whose matching takes a bounded time, whatever the expression and the line.
struct RegularExpression: Sendable {
  /// How many groups capture.
  let groupCount: Int
  /// Searches for the expression.
  let program: RegexProgram
  /// Searches for the expression with any number in place of its last group; nil when that is too long.
  ///
  /// It tells whether the expression has passed over a number: `loss: ([0-9.]+)` does on `loss: nan`.
  let lenient: RegexProgram?
  /// Whether the characters before and behind each group are spelled out.
  let neighbors: [(before: Bool, after: Bool)]

  /// Numbers as ``NumberText`` knows them.
  private static let number =
    #"\s*[-+−]?(?:[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN]"#
    + #"|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+−]?[0-9]+)?)"#

  init(_ text: String) throws(RegexError) {
    let (root, groupCount) = try RegexParser.parse(text)
    self.groupCount = groupCount
    program = try RegexProgram(root, groupCount: groupCount)
    let number = try RegexParser.parse(Self.number).root
    lenient = try? RegexProgram(
      root.replacing(group: groupCount, by: number), groupCount: groupCount)
    var neighbors = Array(repeating: (before: false, after: false), count: groupCount)
    root.findNeighbors(&neighbors, before: false, after: false)
    self.neighbors = neighbors
  }
}
