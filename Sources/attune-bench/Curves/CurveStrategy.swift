import Attune

/// A way to spend epochs on the trainings of a table: a sampler, and a rule that gives trainings their epochs.
struct CurveStrategy: Sendable {
  /// A rule that gives trainings their epochs.
  private enum Allocation: Sendable {
    /// All epochs, unless a pruner ends the trial before.
    case pruner(any Sampler, any Pruner)
    /// Budgets that grow by promotion, for trainings of a number of epochs; by DEHB without a sampler.
    case budgets((any Sampler)?, @Sendable (_ epochs: Int) throws -> BudgetSchedule)
  }

  /// The strategies that are compared without the option `--strategies`, the reference first.
  static let standard = [
    "random+none",
    "random+median",
    "random+successive-halving",
    "random+hyperband",
    "random+promotion-halving",
    "random+promotion-hyperband",
    "tpe+none",
    "tpe+median",
    "tpe+successive-halving",
    "tpe+hyperband",
    "tpe+promotion-halving",
    "tpe+promotion-hyperband",
    "bohb+hyperband",
    "bohb+promotion-hyperband",
    "dehb+promotion-hyperband",
  ]

  private static let promotion = "promotion-"
  /// A sampler that brings its budgets, so that it is not in the catalogue.
  private static let dehb = "dehb"

  /// The name, such as `tpe+hyperband`.
  let name: String
  private let allocation: Allocation

  /// Creates the strategy that a text describes.
  ///
  /// - Parameter text: The specification of a sampler, a plus sign, and that of a pruner; or of budgets after
  ///   `promotion-`, such as `tpe+promotion-hyperband:factor=4`.
  init(_ text: String) throws {
    let parts = text.split(separator: "+", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw CommandError(
        "a strategy is a sampler, a plus sign and a pruner, such as tpe+hyperband, not \"\(text)\"")
    }
    name = text
    let sampler = parts[0] == Self.dehb ? nil : try SamplerSpecification(parts[0]).sampler
    if parts[1].hasPrefix(Self.promotion) {
      let budgets = String(parts[1].dropFirst(Self.promotion.count))
      // An error is found here rather than in the first run.
      _ = try Self.read { () throws(StrategySpecificationError) in
        try BudgetSchedule(budgets, to: Int.max)
      }
      allocation = .budgets(sampler) { try BudgetSchedule(budgets, to: $0) }
    } else if let sampler {
      let pruner = try Self.read { () throws(StrategySpecificationError) in
        try PrunerCatalogue.pruner(parts[1])
      }
      allocation = .pruner(sampler, pruner)
    } else {
      throw CommandError("dehb has budgets; write dehb+promotion-hyperband, not \"\(text)\"")
    }
  }

  private static func read<Value>(
    _ body: () throws(StrategySpecificationError) -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch {
      throw CommandError(error.description)
    }
  }

  /// The strategies of a list separated by commas.
  ///
  /// A part continues the settings of the strategy before it, as in `random+hyperband:minimum=1,factor=2,tpe+none`,
  /// unless it starts with the name of a sampler or is the second one with a plus sign.
  static func list(_ text: String) throws -> [CurveStrategy] {
    var texts: [String] = []
    for part in text.split(separator: ",").map(String.init) {
      let name = part.prefix { $0 != ":" && $0 != "+" }
      let isNew =
        SamplerCatalogue.names.contains(String(name)) || name == dehb || part.contains("+")
      if let last = texts.last, !isNew || !last.contains("+") {
        texts[texts.count - 1] = last + "," + part
      } else {
        texts.append(part)
      }
    }
    return try texts.map(CurveStrategy.init)
  }

  /// Starts trainings of a table until the epochs of a number of complete ones are spent.
  ///
  /// A configuration that the sampler proposes again is trained again, and costs its epochs again.
  func run(_ table: CurveTable, seed: UInt64, trainings: Int) throws -> CurveRun {
    let limit = trainings * table.epochCount
    var run = CurveRun(table: table.name, strategy: name, seed: seed)
    let reason: StopReason
    switch allocation {
    case .pruner(let sampler, let pruner):
      let study = try study(of: table, sampler, pruner, seed)
      reason = try study.optimize(maxConsecutiveFailures: 1, progress: .none) { trial in
        defer { if run.epochCount >= limit { study.stop() } }
        let curve = try table.curve(of: trial)
        for (index, loss) in curve.enumerated() {
          try trial.report(loss, step: index + 1)
          guard index + 1 < curve.count, try trial.shouldPrune() else { continue }
          run.add(epochs: index + 1, loss: nil)
          throw TrialPruned()
        }
        let loss = curve[curve.count - 1]
        run.add(epochs: curve.count, loss: loss)
        return loss
      }
    case .budgets(let sampler, let budgets):
      let schedule = try budgets(table.epochCount)
      let study = try study(of: table, sampler ?? .dehb(budget: schedule), .none, seed)
      reason = try study.optimize(
        budget: sampler == nil ? nil : schedule, maxConsecutiveFailures: 1, progress: .none
      ) { trial in
        defer { if run.epochCount >= limit { study.stop() } }
        let curve = try table.curve(of: trial)
        let budget = try trial.budget
        // A promoted training continues from its checkpoint, and costs the additional epochs.
        let history = study.trials
        let earlier = history[trial.number].budget?.promotedFrom
          .flatMap { history[$0].budget?.amount }
        let loss = curve[budget - 1]
        run.add(
          epochs: budget - (earlier ?? 0), loss: budget < curve.count ? nil : loss,
          isContinued: earlier != nil)
        return loss
      }
    }
    guard reason != .interrupted else { throw CancellationError() }
    return run
  }

  private func study(
    of table: CurveTable, _ sampler: any Sampler, _ pruner: any Pruner, _ seed: UInt64
  ) throws -> Study {
    // The brackets of the Hyperband pruner depend on the name of the study.
    try Study("curves-\(table.name)-\(seed)", sampler: sampler, pruner: pruner, seed: seed)
  }
}
