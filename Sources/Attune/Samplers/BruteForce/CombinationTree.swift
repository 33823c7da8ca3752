/// The combinations of values that the finished trials of a study have tried, as a tree.
///
/// A node is reached by the values of the first parameters of a trial. It has a branch for each value of the
/// parameter that comes next, which may be another one after each value. So the tree follows conditional
/// parameters, and knows of a part of the space what trials have shown of it. An edge without a child is
/// untried.
struct CombinationTree: Sendable {
  /// An edge from a node to the child for a value.
  struct Edge: Sendable, Hashable {
    let node: Int
    /// The recorded number of the value.
    let key: Double
  }

  /// The parameter that follows a node.
  struct Branch: Sendable {
    let name: Name
    var values: FiniteValues
    /// The nodes of the values that trials have tried, by the recorded number.
    var children: [Double: Int] = [:]
    /// The number of untried values.
    var untried: Int
    /// All values before this index are tried.
    var start = 0
  }

  /// The values of the first parameters of a trial.
  struct Node: Sendable {
    /// The edge from the parent; nil for the root.
    let edge: Edge?
    /// The next parameter; nil if no trial has gone further.
    var branch: Branch?
    /// The number of untried edges below the node.
    var untried: Int128 = 0
    /// Whether a trial has ended here.
    var isEnd = false
    /// Whether the range of the parent's parameter no longer contains the value.
    var isOutside = false
  }

  private let resolution: Int?
  private var nodes = ChunkedArray<Node>()
  /// The nodes with branches, in the order in which the branches became known.
  private(set) var branches: [Int] = []
  /// The branches before this index have no untried values.
  private(set) var firstOpen = 0

  /// Creates the tree of a study without trials.
  ///
  /// - Parameter resolution: See ``FiniteValues``.
  init(resolution: Int?) {
    self.resolution = resolution
    nodes.append(Node(edge: nil))
  }

  static let root = 0

  subscript(node: Int) -> Node { nodes[node] }

  /// Whether no trial has shown a parameter, or that there is none.
  var isUnknown: Bool { nodes[Self.root].branch == nil && !nodes[Self.root].isEnd }

  /// The number of known combinations of first values that no trial has.
  var untriedCount: Int128 { nodes[Self.root].untried }

  /// Adds a finished trial.
  ///
  /// A trial that ends early, such as a failed one, counts as having tried what it has asked for. Values that
  /// are not among those to try end the path, and so does a parameter that differs from the known one.
  ///
  /// - Complexity: Amortized O(*d* · *D*) for *d* parameters and a depth *D* of the tree; more when a range
  ///   changes.
  ///
  /// - Parameters:
  ///   - parameters: The parameters of the trial, without constant ones.
  ///   - isComplete: Whether the trial is complete.
  mutating func insert(_ parameters: [Parameter], isComplete: Bool) {
    var node = Self.root
    for (index, parameter) in parameters.enumerated() {
      guard addBranch(parameter, to: node),
        let key = nodes[node].branch?.values.key(nearest: parameter.recordedValue)
      else { return }
      // An edge after which too many values come is not tried: the next trial there shows the error.
      if index + 1 < parameters.count,
        FiniteValues(parameters[index + 1].distribution, resolution: resolution) == nil
      {
        return
      }
      node = child(of: node, key)
    }
    // A trial that failed before its first parameter shows nothing.
    if node != Self.root || isComplete { nodes[node].isEnd = true }
  }

  /// Makes a parameter that of a node's branch; false if there is another one, or too many values.
  private mutating func addBranch(_ parameter: Parameter, to node: Int) -> Bool {
    guard let known = nodes[node].branch else {
      guard let values = FiniteValues(parameter.distribution, resolution: resolution) else {
        return false
      }
      nodes[node].branch = Branch(name: parameter.key, values: values, untried: values.count)
      addUntried(Int128(values.count), at: node)
      branches.append(node)
      return true
    }
    guard known.name == parameter.key else { return false }
    guard known.values.distribution != parameter.distribution else { return true }
    // The latest range is the one to try.
    guard let values = FiniteValues(parameter.distribution, resolution: resolution) else {
      return false
    }
    var branch = known
    branch.values = values
    branch.untried = values.count
    branch.start = 0
    var difference = Int128(-known.untried)
    for (key, child) in known.children {
      let isOutside = values.key(nearest: key) != key
      if !isOutside { branch.untried -= 1 }
      if isOutside != nodes[child].isOutside {
        difference += isOutside ? -nodes[child].untried : nodes[child].untried
        nodes[child].isOutside = isOutside
      }
    }
    nodes[node].branch = branch
    addUntried(difference + Int128(branch.untried), at: node)
    // Branches after the values that are possible again may be open too.
    firstOpen = 0
    return true
  }

  /// The child for a value, which is added if there is none.
  private mutating func child(of node: Int, _ key: Double) -> Int {
    if let child = nodes[node].branch?.children[key] { return child }
    let child = nodes.count
    nodes.append(Node(edge: Edge(node: node, key: key)))
    addUntried(-1, at: node)
    nodes[node].branch?.children[key] = child
    nodes[node].branch?.untried -= 1
    while let branch = nodes[node].branch, branch.start < branch.values.count,
      branch.children[branch.values.key(at: branch.start)] != nil
    {
      nodes[node].branch?.start += 1
    }
    while firstOpen < branches.count, nodes[branches[firstOpen]].branch?.untried == 0 {
      firstOpen += 1
    }
    return child
  }

  private mutating func addUntried(_ count: Int128, at node: Int) {
    var node: Int? = node
    while let current = node {
      nodes[current].untried += count
      node = nodes[current].isOutside ? nil : nodes[current].edge?.node
    }
  }

  /// Whether the present ranges contain all values that lead to a node.
  func isReachable(_ node: Int) -> Bool {
    var node: Int? = node
    while let current = node {
      if nodes[current].isOutside { return false }
      node = nodes[current].edge?.node
    }
    return true
  }

  /// The names and values that lead to an edge.
  func labels(to edge: Edge?) -> [(name: Name, label: JSONValue)] {
    var labels: [(Name, JSONValue)] = []
    var next = edge
    while let edge = next {
      if let branch = nodes[edge.node].branch,
        let value = branch.values.distribution.value(recorded: edge.key)
      {
        labels.append((branch.name, branch.values.distribution.label(of: value)))
      }
      next = nodes[edge.node].edge
    }
    return labels.reversed()
  }
}
