/// Searches lines for a regular expression in time linear in the line.
///
/// Simulates all threads of a nondeterministic automaton at once, position by position, without
/// backtracking: K. Thompson, "Regular Expression Search Algorithm", Communications of the ACM
/// 11(6), 1968, with groups as in R. Pike's text editor sam (described in R. Cox, "Regular
/// Expression Matching: the Virtual Machine Approach", 2009). It prefers the same match as
/// backtracking engines.
///
/// Swift's `Regex` backtracks: some patterns exceed any time limit, and a match cannot be
/// interrupted. The C library's `regexec` does not support `\d`, `(?:` or lazy repetitions, and
/// needs unbounded time or memory for some patterns.
struct RegexMatcher {
  /// Matching a line exceeds the limit of steps.
  struct Exhaustion: Error {}

  /// The maximum number of steps for a line.
  ///
  /// A large expression on a very long line exceeds it, and so do many matches that each scan to
  /// the end of the line, such as those of `a(.*b)?` on `aaaa`.
  private static let stepLimit = 4_000_000

  /// The threads at a position, in order of preference.
  private struct Threads {
    /// The instructions in order of preference.
    var order: [Int]
    /// The index of each instruction in `order`.
    var indices: [Int]
    var count = 0
    /// The slots of each instruction's thread.
    var slots: [Int]

    init(_ program: RegexProgram) {
      order = Array(repeating: 0, count: program.instructions.count)
      indices = order
      slots = Array(repeating: -1, count: order.count * program.slotCount)
    }

    /// Adds an instruction.
    ///
    /// - Returns: Whether it is new.
    mutating func insert(_ instruction: Int) -> Bool {
      let index = indices[instruction]
      if index < count, order[index] == instruction { return false }
      order[count] = instruction
      indices[instruction] = count
      count += 1
      return true
    }
  }

  private enum Task {
    case visit(Int)
    case restore(slot: Int, value: Int)
  }

  private let program: RegexProgram
  private var current: Threads
  private var following: Threads
  /// The slots of the current thread.
  private var slots: [Int]
  private var tasks: [Task] = []
  private var stepsLeft = 0

  init(_ program: RegexProgram) {
    self.program = program
    current = Threads(program)
    following = current
    slots = Array(repeating: -1, count: program.slotCount)
  }

  /// Returns the ranges of the last match and its groups; nil if there is no match.
  ///
  /// Matches are searched from the start, without overlaps.
  ///
  /// - Complexity: O(*n* · *m*) for a line of *n* scalars and *m* instructions for each match, and
  ///   at most the limit of steps.
  mutating func lastMatch(in line: [Unicode.Scalar]) throws(Exhaustion) -> [Range<Int>?]? {
    stepsLeft = Self.stepLimit
    tasks.removeAll()
    var last: [Int]?
    var start = 0
    while start <= line.count, let found = try match(in: line, from: start) {
      last = found
      start = found[1] > found[0] ? found[1] : found[1] + 1
    }
    return last.map { slots in
      stride(from: 0, to: slots.count, by: 2).map { index in
        slots[index] >= 0 && slots[index + 1] >= slots[index]
          ? slots[index]..<slots[index + 1] : nil
      }
    }
  }

  /// Returns the slots of the first match from a position on.
  private mutating func match(
    in line: [Unicode.Scalar], from start: Int
  ) throws(Exhaustion) -> [Int]? {
    current.count = 0
    var matched: [Int]?
    var position = start
    while position <= line.count {
      if matched == nil {
        if current.count == 0, let first = program.firstClass {
          while position < line.count, !program.classes[first].contains(line[position]) {
            position += 1
          }
        }
        for slot in slots.indices { slots[slot] = -1 }
        try follow(0, at: position, in: line, isNext: false)
      } else if current.count == 0 {
        break
      }
      following.count = 0
      for index in 0..<current.count {
        let instruction = current.order[index]
        switch program.instructions[instruction] {
        case .scalars(let low, let high, let index):
          guard position < line.count else { continue }
          let value = line[position].value
          let isIn =
            if value < 64 {
              low >> value & 1 == 1
            } else if value < 128 {
              high >> (value - 64) & 1 == 1
            } else {
              program.classes[index].contains(line[position])
            }
          guard isIn else { continue }
          load(instruction)
          try follow(instruction + 1, at: position + 1, in: line, isNext: true)
          continue
        case .match:
          load(instruction)
          matched = slots
        default: continue
        }
        // Threads after a match are less preferred and are dropped.
        break
      }
      swap(&current, &following)
      position += 1
    }
    return matched
  }

  private mutating func load(_ instruction: Int) {
    let start = instruction * program.slotCount
    for slot in 0..<program.slotCount { slots[slot] = current.slots[start + slot] }
  }

  /// Adds the instructions that are reachable from one without consuming a scalar.
  private mutating func follow(
    _ instruction: Int, at position: Int, in line: [Unicode.Scalar], isNext: Bool
  ) throws(Exhaustion) {
    tasks.append(.visit(instruction))
    while let task = tasks.popLast() {
      switch task {
      case .restore(let slot, let value): slots[slot] = value
      case .visit(let instruction):
        stepsLeft -= 1
        guard stepsLeft >= 0 else { throw Exhaustion() }
        guard isNext ? following.insert(instruction) : current.insert(instruction) else { continue }
        switch program.instructions[instruction] {
        case .jump(let target): tasks.append(.visit(target))
        case .split(let first, let second):
          tasks.append(.visit(second))
          tasks.append(.visit(first))
        case .save(let slot):
          tasks.append(.restore(slot: slot, value: slots[slot]))
          slots[slot] = position
          tasks.append(.visit(instruction + 1))
        case .assertion(let assertion):
          if Self.holds(assertion, at: position, in: line) { tasks.append(.visit(instruction + 1)) }
        case .scalars, .match: store(instruction, isNext)
        }
      }
    }
  }

  private mutating func store(_ instruction: Int, _ isNext: Bool) {
    let start = instruction * program.slotCount
    for slot in 0..<program.slotCount {
      if isNext {
        following.slots[start + slot] = slots[slot]
      } else {
        current.slots[start + slot] = slots[slot]
      }
    }
  }

  private static func holds(
    _ assertion: RegexNode.Assertion, at position: Int, in line: [Unicode.Scalar]
  ) -> Bool {
    func isWord(_ index: Int) -> Bool { line.indices.contains(index) && line[index].isWord }
    return switch assertion {
    case .start: position == 0
    case .end: position == line.count
    case .wordBoundary: isWord(position - 1) != isWord(position)
    case .noWordBoundary: isWord(position - 1) == isWord(position)
    }
  }
}
