/// An element of a regular expression.
indirect enum RegexNode: Sendable {
  /// A condition on a position.
  enum Assertion: Sendable {
    case start
    case end
    case wordBoundary
    case noWordBoundary
  }

  /// One scalar out of a class.
  case scalars(ScalarClass)
  case assertion(Assertion)
  case sequence([RegexNode])
  /// The first that matches, as in `a|b`.
  case alternation([RegexNode])
  /// Parentheses; those that capture are counted from 1.
  case group(Int?, RegexNode)
  /// `most` is nil where there is no limit.
  case repetition(RegexNode, least: Int, most: Int?, isGreedy: Bool)
}
