import Attune

/// A question to a pruner, and its answer.
struct PruningSituation {
  let trial: TrialSnapshot
  let context: PruningContext
  let decision: PruningDecision
  let cohort: Int?
}

extension PruningDecision {
  /// The decision as text, in which NaN equals NaN.
  var content: String {
    "\(shouldPrune) \(JSONValue.object(attributes)) "
      + (shouldPrune ? reason.map { "\($0)" } ?? "" : "")
  }
}

/// A study in which trials report side by side, and the pruner is asked after every report.
struct PruningScript {
  /// The number of trials that run at the same time.
  private static let runningCount = 4

  /// The number of the first trial of Optuna: the trials before it have no attributes of other programs.
  private static let firstForeign = 20

  private let pruner: any Pruner
  private let storage = InMemoryStorage()
  private let study: Study
  private let id: Int
  private var position = StoragePosition.start
  private var random = RandomStream(seed: 3)
  private var situations: [PruningSituation] = []

  /// Runs 40 trials, and returns the questions in the order in which they were asked.
  static func situations(
    _ pruner: any Pruner, _ direction: Direction
  ) throws -> [PruningSituation] {
    var script = try PruningScript(pruner, direction)
    try script.run()
    return script.situations
  }

  private init(_ pruner: any Pruner, _ direction: Direction) throws {
    self.pruner = pruner
    study = try Study(
      "contract", direction: direction, storage: storage, sampler: .random, pruner: .none, seed: 3)
    guard let id = try storage.findStudy(named: "contract")?.id else {
      throw ContractViolation("a storage has the study that was created in it")
    }
    self.id = id
  }

  private mutating func run() throws {
    for start in stride(from: 0, to: 40, by: Self.runningCount) {
      let numbers = start..<start + Self.runningCount
      for number in numbers { try begin(number) }
      // Trials take turns, so that rungs fill while others are asked about.
      for turn in 0..<14 {
        for number in numbers where turn < 4 + number % 11 { try report(number, turn) }
      }
      // The last trial of each group stays running, like that of a worker that is lost.
      for number in numbers.dropLast() { try end(number) }
    }
  }

  private mutating func commit(_ operations: [StorageOperation]) throws {
    position = try storage.commit(in: id, after: position) { _ in operations }.end
    try study.refresh()
  }

  private mutating func begin(_ number: Int) throws {
    try commit([.createTrial(TrialTemplate(startTime: Timestamp(microsecondsSince1970: 0)))])
  }

  /// Reports of a trial: every third has gaps, every fifth reports late, every seventh extreme values.
  private mutating func report(_ number: Int, _ turn: Int) throws {
    let trial = study.trials[number].id
    let stepWidth = number % 3 + 1
    let isLate = number % 5 == 3 && turn % 4 == 3
    let step = isLate ? (turn - 2) * stepWidth : turn * stepWidth
    let odd: [Double] = [.nan, .infinity, -.infinity, 0, -0.0, 1e308, -1e308]
    let value =
      number % 7 == 4
      ? odd[(number + turn) % odd.count] : Double.random(in: -1...1, using: &random)
    let report = IntermediateValue(step: step, value: value)
    try commit([.setIntermediateValue(trial: trial, report)])
    try reportMetrics(report, of: number)
    if number >= Self.firstForeign, number % 4 == 3, turn < 3 {
      // A worker of Optuna runs the trial, and notes its rungs.
      return try commit([
        .setTrialSystemAttribute(trial: trial, key: "completed_rung_\(turn)", value: .float(value))
      ])
    }
    try ask(number)
  }

  /// Reports of the metrics `loss` and `ms`; some trials have no second one at some steps.
  private mutating func reportMetrics(_ report: IntermediateValue, of number: Int) throws {
    for metric in ["loss", "ms"] where metric == "loss" || (number + report.step) % 9 > 0 {
      let key = MetricBlock.key(of: metric, step: report.step)
      let value = metric == "loss" ? report.value : Double.random(in: 0...1, using: &random)
      let block = MetricBlock.adding(
        IntermediateValue(step: report.step, value: value),
        to: study.trials[number].systemAttributes[key])
      try commit([
        .setTrialSystemAttribute(trial: study.trials[number].id, key: key, value: block)
      ])
    }
  }

  private mutating func ask(_ number: Int) throws {
    let trial = study.trials[number]
    let context = PruningContext(history: study.trials, studyName: "contract", seed: 3)
    let decision = pruner.decision(about: trial, in: context)
    situations.append(
      PruningSituation(
        trial: trial, context: context, decision: decision,
        cohort: pruner.cohort(of: number, in: context)))
    try commit(
      decision.attributes.map {
        .setTrialSystemAttribute(trial: trial.id, key: $0.key, value: $0.value)
      })
  }

  private mutating func end(_ number: Int) throws {
    let trial = study.trials[number]
    let values = [Double.random(in: -1...1, using: &random)]
    let time = Timestamp(microsecondsSince1970: Int64(number))
    let operation: StorageOperation =
      switch number % 6 {
      case 4: .setState(trial: trial.id, .pruned, values: values, at: time)
      case 5: .setState(trial: trial.id, .failed, values: nil, at: time)
      default: .setState(trial: trial.id, .complete, values: values, at: time)
      }
    try commit([operation])
  }
}
