/// Which parameters a trial asks for, given the values of its discrete parameters: a decision tree learned
/// from earlier trials.
///
/// An objective that is defined by run does not say which parameter depends on which value. The tree splits
/// the trials by the discrete parameter whose values tell most about the parameters that the trials have,
/// until all trials of a node have the same ones.
///
/// - Note: J. R. Quinlan, "Induction of Decision Trees", Machine Learning 1, 1986, sections 4 and 7, with the
///   gain ratio as the criterion.
struct BranchTree: Sendable {
  /// A trial from which the tree is learned.
  struct Example: Hashable, Sendable {
    /// Whether the trial has a parameter, shape [parameter].
    var isActive: [Bool]
    /// The number of the value among the values of a discrete parameter; nil for continuous parameters and
    /// for those that the trial does not have.
    var levels: [Int?]
  }

  private indirect enum Node: Sendable {
    /// All trials have the same parameters, or no parameter separates them: those of most trials.
    case leaf(isActive: [Bool])
    /// The branches by level, ascending, and the one of most trials.
    case split(parameter: Int, branches: [(level: Int, node: Node)], usual: Int)
  }

  private let root: Node
  /// Whether neighbouring levels of a parameter are similar, shape [parameter].
  private let isOrdered: [Bool]

  /// Learns a tree.
  ///
  /// - Parameters:
  ///   - examples: The trials; the parameters are in the order in which the study first asked for them.
  ///   - isOrdered: Whether neighbouring levels of a parameter are similar, as those of integers are.
  init(_ examples: [Example], isOrdered: [Bool]) {
    self.isOrdered = isOrdered
    var counts: [Example: Int] = [:]
    var distinct: [Example] = []
    for example in examples {
      if counts[example] == nil { distinct.append(example) }
      counts[example, default: 0] += 1
    }
    root = Self.node(
      distinct.map { ($0, counts[$0] ?? 0) }, parameterCount: isOrdered.count)
  }

  /// Whether trials have different parameters.
  var hasBranches: Bool {
    if case .split = root { true } else { false }
  }

  /// Returns whether a trial with some values has each of the parameters.
  ///
  /// At a level that no trial had, an ordered parameter takes the branch of the nearest level, another one
  /// the branch of most trials.
  ///
  /// - Parameter level: The level of a discrete parameter, by its index.
  func isActive(_ level: (Int) -> Int) -> [Bool] {
    var node = root
    while case .split(let parameter, let branches, let usual) = node {
      let wanted = level(parameter)
      let exact = branches.firstIndex { $0.level == wanted }
      let nearest = {
        branches.indices.min { abs(branches[$0].level - wanted) < abs(branches[$1].level - wanted) }
      }
      node = branches[exact ?? (isOrdered[parameter] ? nearest() : nil) ?? usual].node
    }
    guard case .leaf(let isActive) = node else { return [] }
    return isActive
  }

  private typealias Counted = (example: Example, count: Int)

  private static func node(_ examples: [Counted], parameterCount: Int) -> Node {
    guard let first = examples.first else {
      return .leaf(isActive: [Bool](repeating: true, count: parameterCount))
    }
    let isUniform = examples.allSatisfy { $0.example.isActive == first.example.isActive }
    guard !isUniform, let parameter = bestSplit(examples, parameterCount) else {
      return .leaf(isActive: mostCommon(examples))
    }
    let branches = groups(examples, by: parameter)
    let sizes = branches.map { $0.examples.reduce(0) { $0 + $1.count } }
    return .split(
      parameter: parameter,
      branches: branches.map { ($0.level, node($0.examples, parameterCount: parameterCount)) },
      usual: sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0)
  }

  /// The parameters of most trials; of equally frequent ones, those that were seen first.
  private static func mostCommon(_ examples: [Counted]) -> [Bool] {
    let classes = classes(examples)
    return classes.max { ($0.count, $1.first) < ($1.count, $0.first) }?.isActive ?? []
  }

  /// The examples by the level of a parameter that all of them have, ascending.
  private static func groups(
    _ examples: [Counted], by parameter: Int
  ) -> [(level: Int, examples: [Counted])] {
    Dictionary(grouping: examples) { $0.example.levels[parameter] ?? 0 }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The parameter with the highest gain ratio; of equal ones the first; nil if none has any gain.
  private static func bestSplit(_ examples: [Counted], _ parameterCount: Int) -> Int? {
    let total = entropy(classes(examples).map(\.count))
    var best: (parameter: Int, ratio: Double)?
    for parameter in 0..<parameterCount
    where examples.allSatisfy({ $0.example.levels[parameter] != nil }) {
      let groups = groups(examples, by: parameter)
      guard groups.count > 1 else { continue }
      let sizes = groups.map { $0.examples.reduce(0) { $0 + $1.count } }
      let count = Double(sizes.reduce(0, +))
      let remaining = zip(groups, sizes).reduce(0.0) { sum, group in
        sum + Double(group.1) / count * entropy(classes(group.0.examples).map(\.count))
      }
      let ratio = (total - remaining) / entropy(sizes)
      guard total - remaining > 1e-9, ratio > (best?.ratio ?? 0) + 1e-9 else { continue }
      best = (parameter, ratio)
    }
    return best?.parameter
  }

  /// The sets of parameters that trials have, the number of trials with each, and the first of them.
  private static func classes(
    _ examples: [Counted]
  ) -> [(isActive: [Bool], count: Int, first: Int)] {
    var indices: [[Bool]: Int] = [:]
    var classes: [(isActive: [Bool], count: Int, first: Int)] = []
    for (index, (example, count)) in examples.enumerated() {
      if let known = indices[example.isActive] {
        classes[known].count += count
      } else {
        indices[example.isActive] = classes.count
        classes.append((example.isActive, count, index))
      }
    }
    return classes
  }

  /// The entropy in nats of a partition with these sizes.
  private static func entropy(_ sizes: [Int]) -> Double {
    let total = Double(sizes.reduce(0, +))
    return sizes.reduce(0.0) { sum, size in
      let share = Double(size) / total
      return size == 0 ? sum : sum - share * Math.log(share)
    }
  }
}
