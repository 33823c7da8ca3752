/// An element of a regular expression.
indirect enum RegexNode: Sendable {
  /// A condition on a position.
  enum Assertion: Sendable {
    case start
    case end
    case wordBoundary
    case noWordBoundary
  }

  /// One scalar of a class.
  case scalars(ScalarClass)
  case assertion(Assertion)
  case sequence([RegexNode])
  /// The first alternative that matches, as in `a|b`.
  case alternation([RegexNode])
  /// A group. The number of a capturing group starts at 1; nil for others.
  case group(Int?, RegexNode)
  /// A repetition. `most` is nil if there is no limit.
  case repetition(RegexNode, least: Int, most: Int?, isGreedy: Bool)
}

extension RegexNode {
  /// Returns the expression with the content of a group replaced.
  func replacing(group number: Int, by content: RegexNode) -> RegexNode {
    switch self {
    case .scalars, .assertion: self
    case .sequence(let nodes):
      .sequence(nodes.map { $0.replacing(group: number, by: content) })
    case .alternation(let nodes):
      .alternation(nodes.map { $0.replacing(group: number, by: content) })
    case .group(number, _): .group(number, content)
    case .group(let other, let node):
      .group(other, node.replacing(group: number, by: content))
    case .repetition(let node, let least, let most, let isGreedy):
      .repetition(
        node.replacing(group: number, by: content), least: least, most: most, isGreedy: isGreedy)
    }
  }

  /// Finds for each group whether its neighbouring characters are literals, such as the `s` in
  /// `(.+)s`.
  func findNeighbors(_ found: inout [(before: Bool, after: Bool)], before: Bool, after: Bool) {
    switch self {
    case .scalars, .assertion: break
    case .sequence(let nodes):
      for (index, node) in nodes.enumerated() {
        node.findNeighbors(
          &found, before: index == 0 ? before : nodes[index - 1].isLiteral,
          after: index == nodes.count - 1 ? after : nodes[index + 1].isLiteral)
      }
    case .alternation(let nodes):
      for node in nodes { node.findNeighbors(&found, before: before, after: after) }
    case .group(let number, let node):
      if let number { found[number - 1] = (before, after) }
      node.findNeighbors(&found, before: before, after: after)
    case .repetition(let node, _, _, _):
      node.findNeighbors(&found, before: false, after: false)
    }
  }

  /// Whether the node matches a single character, ignoring case or not.
  private var isLiteral: Bool {
    if case .scalars(let scalars) = self { scalars.isLiteral } else { false }
  }
}
