/// A regular expression compiled to instructions for ``RegexMatcher``.
struct RegexProgram: Sendable {
  enum Instruction: Sendable {
    /// Consumes a scalar of a class, given by a bit set below 128 and by its index in `classes`
    /// above.
    case scalars(low: UInt64, high: UInt64, index: Int)
    /// Continues at two instructions, of which the first is preferred.
    case split(Int, Int)
    case jump(Int)
    /// Stores the position in a slot.
    case save(Int)
    case assertion(RegexNode.Assertion)
    case match
  }

  /// The maximum number of instructions; matching takes time proportional to it.
  private static let sizeLimit = 1000

  private(set) var instructions: [Instruction] = []
  private(set) var classes: [ScalarClass] = []
  /// The number of slots: start and end of the match and of each group.
  let slotCount: Int
  /// The class of the scalar that every match starts with, if the first instruction determines it.
  private(set) var firstClass: Int?

  /// The number of compiled nodes, limited too since empty groups have no instructions.
  private var nodeCount = 0

  init(_ root: RegexNode, groupCount: Int) throws(RegexError) {
    slotCount = 2 * (groupCount + 1)
    try compile(.group(0, root))
    instructions.append(.match)
    let first = instructions.first { if case .save = $0 { false } else { true } }
    if case .scalars(_, _, let index)? = first { firstClass = index }
  }

  private mutating func emit(_ instruction: Instruction) throws(RegexError) {
    guard instructions.count < Self.sizeLimit else { throw Self.tooLarge }
    instructions.append(instruction)
  }

  private static var tooLarge: RegexError {
    RegexError("the expression is too large; write smaller counts, or a simpler expression")
  }

  private mutating func compile(_ node: RegexNode) throws(RegexError) {
    nodeCount += 1
    guard nodeCount <= 10 * Self.sizeLimit else { throw Self.tooLarge }
    switch node {
    case .scalars(let scalars):
      try emit(
        .scalars(low: scalars.ascii.low, high: scalars.ascii.high, index: classes.count))
      classes.append(scalars)
    case .assertion(let assertion): try emit(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { try compile(node) }
    case .alternation(let branches): try compile(branches: branches)
    case .group(nil, let inner): try compile(inner)
    case .group(let number?, let inner):
      try emit(.save(2 * number))
      try compile(inner)
      try emit(.save(2 * number + 1))
    case .repetition(let inner, let least, let most, let isGreedy):
      for _ in 0..<least { try compile(inner) }
      if let most {
        try compile(optional: inner, count: most - least, isGreedy)
      } else {
        let start = instructions.count
        try emit(.split(start, start))
        try compile(inner)
        try emit(.jump(start))
        setSplit(at: start, isGreedy)
      }
    }
  }

  private mutating func compile(branches: [RegexNode]) throws(RegexError) {
    var jumps: [Int] = []
    for branch in branches.dropLast() {
      let start = instructions.count
      try emit(.split(start, start))
      try compile(branch)
      jumps.append(instructions.count)
      try emit(.jump(start))
      setSplit(at: start, true)
    }
    try compile(branches[branches.count - 1])
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  /// Compiles up to `count` optional repetitions; each one requires the one before.
  private mutating func compile(
    optional node: RegexNode, count: Int, _ isGreedy: Bool
  ) throws(RegexError) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(instructions.count)
      try emit(.split(0, 0))
      try compile(node)
    }
    for split in splits { setSplit(at: split, isGreedy) }
  }

  /// Sets the targets of a split: the next instruction and the current end.
  private mutating func setSplit(at index: Int, _ isGreedy: Bool) {
    let end = instructions.count
    instructions[index] = isGreedy ? .split(index + 1, end) : .split(end, index + 1)
  }
}
