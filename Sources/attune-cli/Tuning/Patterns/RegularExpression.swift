/// A regular expression that is matched in bounded time for any expression and line.
struct RegularExpression: Sendable {
  /// The number of capturing groups.
  let groupCount: Int
  /// The program of the expression.
  let program: RegexProgram
  /// The program of the expression with any number in place of its last group; nil if it is too
  /// large.
  ///
  /// It detects a number that the expression skips, as `loss: ([0-9.]+)` does on `loss: nan`.
  let lenient: RegexProgram?
  /// Whether the characters before and after each group are literals.
  let neighbors: [(before: Bool, after: Bool)]

  /// An expression for the numbers of ``NumberText``.
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
