/// The parts of a tree of combinations that unfinished trials have taken.
///
/// A trial takes an untried edge, and explores alone what comes after it. The paths of trials are recorded
/// with their first parameters. Those of trials that have recorded nothing yet are predicted: they take edges
/// in the order of their numbers, and the edges are in the order in which they became known. The prediction
/// is also right if more has become known since these trials started, because new edges come last.
struct CombinationPaths {
  /// A part of the tree of which nothing is known.
  enum Place: Hashable {
    /// What comes after an untried edge.
    case edge(CombinationTree.Edge)
    /// What comes after a node without a branch.
    case node(Int)
  }

  let tree: CombinationTree
  /// The numbers of the trials that explore each place, and the places in the order in which they were taken.
  private var explorers: [Place: [Int]] = [:]
  private var places: [Place] = []
  /// The number of taken edges below each node.
  private var takenBelow: [Int: Int] = [:]
  /// The number of taken edges.
  private(set) var takenCount = 0

  /// The next untried edge to look at: the branch and the index of the value.
  private var nextBranch: Int
  private var nextValue = 0

  /// Follows the other unfinished trials of a history.
  ///
  /// - Parameters:
  ///   - tree: The combinations of the finished trials.
  ///   - history: The trials.
  ///   - fixed: The values that every combination has.
  ///   - number: The trial whose values are sampled: later trials that have recorded nothing yet are left out,
  ///     since they yield to it. Nil to follow all trials.
  init(
    in tree: CombinationTree, of history: TrialHistory, fixing fixed: [Name: JSONValue],
    before number: Int?
  ) {
    self.tree = tree
    nextBranch = tree.firstOpen
    var open: [TrialSnapshot] = []
    for trial in history.running + history.waiting
    where trial.number != number && trial.parameters.combination(fixing: fixed) != nil {
      let plan = TrialPlan.recordedValues(of: trial)
      if trial.parameters.contains(where: { !$0.distribution.isConstant }) || plan != nil {
        follow(trial, plan)
      } else if trial.state == .running, number.map({ trial.number < $0 }) ?? true {
        open.append(trial)
      }
    }
    for trial in open.sorted(by: { $0.number < $1.number }) {
      if trial.isEnqueuedWithValues { follow(trial, nil) } else { take(for: trial.number) }
    }
  }

  /// Takes the next untried edge; if there is none, joins the trials that explore a place.
  ///
  /// - Returns: The place; nil if all combinations are tried.
  @discardableResult
  mutating func take(for number: Int) -> Place? {
    let place = nextUntried().map { .edge($0) } ?? joined
    if let place { enter(place, number) }
    return place
  }

  /// The number of trials with lower numbers that explore a place.
  func rank(of number: Int, at place: Place) -> Int {
    explorers[place]?.count { $0 < number } ?? 0
  }

  /// The value to try next after a node: an untried one; otherwise one with untried edges below it;
  /// otherwise one that trials explore.
  ///
  /// - Returns: The index; nil if all combinations below the node are tried.
  func nextIndex(at node: Int, _ branch: CombinationTree.Branch, of values: FiniteValues) -> Int? {
    let start = values == branch.values ? branch.start : 0
    for index in start..<values.count {
      let key = values.key(at: index)
      let edge = CombinationTree.Edge(node: node, key: key)
      if branch.children[key] == nil, explorers[.edge(edge)] == nil { return index }
    }
    let open = (0..<values.count).first { index in
      branch.children[values.key(at: index)].map {
        tree[$0].untried > Int128(takenBelow[$0] ?? 0)
      } ?? false
    }
    if let open { return open }
    let explored = (0..<values.count).map { index in
      let key = values.key(at: index)
      guard let child = branch.children[key] else {
        let edge = CombinationTree.Edge(node: node, key: key)
        return explorers[.edge(edge)]?.count ?? 0
      }
      return takenBelow[child] ?? explorers[.node(child)]?.count ?? 0
    }
    return explored.indices.filter { explored[$0] > 0 }.min { explored[$0] < explored[$1] }
  }

  /// The place with the fewest explorers; nil if all combinations are tried.
  private var joined: Place? {
    if let place = places.min(by: { (explorers[$0]?.count ?? 0) < (explorers[$1]?.count ?? 0) }) {
      return place
    }
    return tree.isUnknown ? .node(CombinationTree.root) : nil
  }

  private mutating func nextUntried() -> CombinationTree.Edge? {
    while nextBranch < tree.branches.count {
      let node = tree.branches[nextBranch]
      if let branch = tree[node].branch, branch.untried > 0, tree.isReachable(node) {
        nextValue = max(nextValue, branch.start)
        while nextValue < branch.values.count {
          let edge = CombinationTree.Edge(node: node, key: branch.values.key(at: nextValue))
          nextValue += 1
          if branch.children[edge.key] == nil, explorers[.edge(edge)] == nil { return edge }
        }
      }
      (nextBranch, nextValue) = (nextBranch + 1, 0)
    }
    return nil
  }

  /// Follows the values of a trial to the place that it explores.
  private mutating func follow(_ trial: TrialSnapshot, _ plan: JSONObject?) {
    var node = CombinationTree.root
    while let branch = tree[node].branch {
      let name = branch.name.text
      let distribution = branch.values.distribution
      let given: Double?
      if let parameter = trial.parameters.parameter(named: name) {
        given = parameter.recordedValue
      } else {
        given =
          (trial.enqueuedValues?[name] ?? plan?[name])
          .flatMap(distribution.value(labelled:))?.recorded
      }
      let key =
        given.map { branch.values.key(nearest: $0) }
        ?? nextIndex(at: node, branch, of: branch.values).map(branch.values.key(at:))
      // A value that is not to be tried takes nothing.
      guard let key else { return }
      guard let child = branch.children[key] else {
        return enter(.edge(CombinationTree.Edge(node: node, key: key)), trial.number)
      }
      node = child
    }
    if !tree[node].isEnd { enter(.node(node), trial.number) }
  }

  private mutating func enter(_ place: Place, _ number: Int) {
    if explorers[place] == nil {
      places.append(place)
      if case .edge(let edge) = place {
        takenCount += 1
        var node: Int? = edge.node
        while let current = node {
          takenBelow[current, default: 0] += 1
          node = tree[current].edge?.node
        }
      }
    }
    explorers[place, default: []].append(number)
  }
}

extension TrialSnapshot {
  /// Whether the trial was enqueued with a value.
  var isEnqueuedWithValues: Bool { enqueuedValues?.isEmpty == false }
}
