import Testing

@testable import Attune

/// Compares what a history updates incrementally with a computation over all trials.
@Suite struct TrialHistoryTests {
  private static let seeds: [UInt64] = [1, 2, 3, 4]

  /// A history that grows and changes at random, with ties, non-finite values and infeasible
  /// trials.
  private struct Source {
    var random: RandomStream
    var history: TrialHistory
    /// The trials in the order in which they finished.
    var finished: [Int] = []

    init(seed: UInt64, directions: [Direction]) {
      random = RandomStream(seed: seed, purpose: "history")
      history = TrialHistory(directions: directions)
    }

    mutating func value() -> Double {
      let special: [Double] = [.infinity, -.infinity, -0.0, 0, 1, 2]
      return random.index(below: 2) == 0
        ? special[random.index(below: special.count)] : Double(random.index(below: 5)) / 4
    }

    mutating func parameters() throws -> ParameterList {
      var list: [Parameter] = []
      for name in ["a", "b", "c"] where random.index(below: 12) > 0 {
        let high = name == "a" && random.index(below: 15) == 0 ? 2.0 : 1.0
        let distribution = Distribution.float(try FloatDistribution(0...high))
        let value = Double(random.index(below: 5)) / 4
        list.append(Parameter(name: name, distribution: distribution, recordedValue: value))
      }
      return ParameterList(list)
    }

    mutating func finish(_ trial: inout TrialSnapshot) {
      let states: [TrialState] = [.complete, .complete, .complete, .pruned, .failed]
      trial.state = states[random.index(below: states.count)]
      if trial.state == .complete {
        trial.values = history.directions.map { _ in value() }
      } else if trial.state == .pruned {
        trial.values = [random.index(below: 3) == 0 ? .nan : value()]
      }
      if random.index(below: 3) == 0 {
        trial.systemAttributes["constraints:c"] = .float(Double(random.index(below: 3)) - 1)
      }
      if random.index(below: 6) == 0 {
        trial.systemAttributes["constraints"] = [
          .float(-1), .float(Double(random.index(below: 2))),
        ]
      }
    }

    mutating func step() throws {
      let open = history.filter { !$0.state.isFinished }.map(\.number)
      guard let number = open.isEmpty ? nil : open[random.index(below: open.count)],
        random.index(below: 3) > 0
      else {
        var trial = TrialSnapshot(
          number: history.count, id: history.count,
          state: random.index(below: 2) == 0 ? .running : .waiting, parameters: try parameters())
        // Trials that are copied from another study are finished from the start.
        if random.index(below: 6) == 0 { finish(&trial) }
        history.append(trial)
        if trial.state.isFinished { finished.append(trial.number) }
        return
      }
      if random.index(below: 4) == 0 {
        let state: TrialState = history[number].state == .running ? .waiting : .running
        history.update(number) { $0.state = state }
      } else {
        var trial = history[number]
        for parameter in try parameters() { history.setParameter(parameter, number: number) }
        finish(&trial)
        history.update(number) {
          $0.state = trial.state
          $0.values = trial.values
          $0.systemAttributes = trial.systemAttributes
        }
        finished.append(number)
      }
    }
  }

  private func eachStep(
    seed: UInt64, directions: [Direction], _ check: (TrialHistory, [Int]) throws -> Void
  ) throws {
    var source = Source(seed: seed, directions: directions)
    for _ in 0..<120 {
      try source.step()
      try check(source.history, source.finished)
    }
    #expect(source.finished.count > 30)
  }

  private func isFeasible(_ trial: TrialSnapshot) -> Bool {
    trial.constraints.values.allSatisfy { $0 <= 0 }
  }

  /// The complete, feasible trial with the best value, the first among ties.
  private func best(_ trials: some Sequence<TrialSnapshot>, _ direction: Direction) -> Int? {
    var best: TrialSnapshot?
    for trial in trials where trial.state == .complete && isFeasible(trial) {
      if let known = best, !direction.isBetter(trial.values[0], than: known.values[0]) { continue }
      best = trial
    }
    return best?.number
  }

  @Test(arguments: seeds)
  func `counts agree with the states of the trials`(seed: UInt64) throws {
    try eachStep(seed: seed, directions: [.minimize]) { history, finished in
      for state in TrialState.allCases {
        try #require(history.count(of: state) == history.count { $0.state == state })
      }
      try #require(history.finishedCount == finished.count)
      try #require(
        history.running.map(\.number) == history.filter { $0.state == .running }.map(\.number))
      try #require(
        history.waiting.map(\.number) == history.filter { $0.state == .waiting }.map(\.number))
    }
  }

  @Test(arguments: seeds, Direction.allCases)
  func `the best trial is the first of the best feasible ones`(
    seed: UInt64, direction: Direction
  ) throws {
    try eachStep(seed: seed, directions: [direction]) { history, _ in
      try #require(history.bestTrial?.number == best(history, direction))
    }
  }

  @Test(arguments: seeds, Direction.allCases)
  func `trials that finish after the best are counted`(seed: UInt64, direction: Direction) throws {
    var leader: Int?
    var since = 0
    var seen = 0
    try eachStep(seed: seed, directions: [direction]) { history, finished in
      if finished.count > seen {
        seen = finished.count
        since += 1
        let best = best(history, direction)
        if best != leader { (leader, since) = (best, 0) }
      }
      try #require(history.finishedSinceBest == since)
    }
  }

  @Test(arguments: seeds)
  func `the best trials are the Pareto-optimal ones`(seed: UInt64) throws {
    try eachStep(seed: seed, directions: [.minimize, .maximize]) { history, _ in
      #expect(history.bestTrial == nil)
      let candidates = history.filter { $0.state == .complete && isFeasible($0) }
      let front = candidates.filter { trial in
        !candidates.contains { other in
          other.values[0] <= trial.values[0] && other.values[1] >= trial.values[1]
            && other.values != trial.values
        }
      }
      try #require(history.bestTrials.map(\.number) == front.map(\.number))
    }
  }

  @Test(arguments: seeds)
  func `the intersection space covers all complete and pruned trials`(seed: UInt64) throws {
    try eachStep(seed: seed, directions: [.minimize]) { history, finished in
      let parameters = finished.map { history[$0] }
        .filter { $0.state == .complete || $0.state == .pruned }.map(\.parameters)
      var common: [String: Distribution] = [:]
      for parameter in parameters.first ?? ParameterList()
      where parameters.allSatisfy({
        $0.parameter(named: parameter.name)?.distribution == parameter.distribution
      }) {
        common[parameter.name] = parameter.distribution
      }
      try #require(history.intersectionSpace == SearchSpace(common))
    }
  }

  @Test(arguments: seeds)
  func `columns hold the values in order`(seed: UInt64) throws {
    try eachStep(seed: seed, directions: [.maximize]) { history, _ in
      for name in ["a", "b", "c"] {
        let rows = history.filter { $0.state == .complete || $0.state == .pruned }
          .compactMap { trial in
            trial.parameters.parameter(named: name).map { (trial.number, coordinate($0)) }
          }
        let column = history.column(of: name)
        for (number, value) in rows { try #require(column?.coordinate(number: number) == value) }
        let order = rows.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map { Int32($0.0) }
        try #require(column.map { Array($0.order) } ?? [] == order)
      }
      let losses = history.filter { $0.state == .complete }.sorted {
        (-$0.values[0], $0.number) < (-$1.values[0], $1.number)
      }
      try #require(Array(history.losses.order) == losses.map { Int32($0.number) })
    }
  }

  @Test(arguments: seeds)
  func `violations are recorded for finished trials`(seed: UInt64) throws {
    try eachStep(seed: seed, directions: [.minimize]) { history, finished in
      for number in finished {
        let violation = history[number].constraints.values.map { max(0, $0) }.reduce(0, +)
        try #require(history.violation(of: number) == violation)
        try #require(history[number].isFeasible == (violation == 0))
      }
      try #require(history.hasViolations == finished.contains { !history[$0].isFeasible })
    }
  }

  // MARK: Values

  @Test func `a copy does not see later changes`() throws {
    var source = Source(seed: 9, directions: [.minimize])
    var copies: [(history: TrialHistory, description: String)] = []
    func describe(_ history: TrialHistory) -> String {
      history.map(String.init(reflecting:)).joined()
        + "\(history.finishedCount) \(String(describing: history.bestTrial?.number))"
        + "\(history.intersectionSpace) \(String(describing: history.column(of: "a")))"
    }
    for _ in 0..<200 {
      copies.append((source.history, describe(source.history)))
      try source.step()
    }
    for (history, description) in copies { try #require(describe(history) == description) }
  }

  @Test func `a study's snapshot does not change with the study`() throws {
    let study = try Study(sampler: .random, seed: 1)
    let running = try study.ask()
    let (before, snapshot) = (study.trials, running.snapshot)
    _ = try running.suggest("x", in: 0.0...1.0)
    try running.report(1, step: 0)
    try study.tell(running, 3.0)
    #expect(before.count == 1 && before[0].state == .running)
    #expect(before[0].parameters.isEmpty && before[0].intermediateValues.isEmpty)
    #expect(snapshot.state == .running && snapshot.parameters.isEmpty)
    #expect(study.trials[0].state == .complete)
  }
}

/// The coordinate of a parameter's value in its column.
private func coordinate(_ parameter: Parameter) -> Double {
  if case .categorical = parameter.distribution { return parameter.recordedValue }
  return parameter.distribution.coordinate(recorded: parameter.recordedValue)
}
