import Attune
import AttuneDatabases
import Foundation

/// `attune-stress tune`: runs a study and prints everything that has been recorded.
///
/// A line is printed after the storage has acknowledged the record. From then on the record must be
/// in the journal, even if the process is killed.
struct TuneCommand {
  private let storage: any Storage
  private let trials: Int
  private let budget: BudgetSchedule?
  private let seed: UInt64
  private let sampler: any Sampler
  private let objective: StressObjective

  /// Parses the arguments after the command's name.
  init(_ arguments: inout Arguments) throws {
    let address = try arguments.required("the storage")
    trials = try arguments.number("--trials", default: 60)
    budget = try arguments.option("--budget").map { try BudgetSchedule($0) }
    seed = try arguments.number("--seed", default: 1)
    sampler = try SamplerCatalogue.sampler(
      arguments.option("--sampler") ?? SamplerCatalogue.all[0].name)
    let name = arguments.option("--space") ?? StressObjective.Space.mixed.rawValue
    guard let space = StressObjective.Space(rawValue: name) else {
      throw Arguments.Misuse(description: "unknown space \(name)")
    }
    objective = StressObjective(
      space: space, hasBudgets: budget != nil,
      pause: try arguments.number("--pause", default: 1000), print: Self.print)
    let mode = arguments.option("--durability") ?? JournalDurability.finishedTrials.rawValue
    guard let durability = JournalDurability(rawValue: mode) else {
      throw Arguments.Misuse(description: "unknown durability \(mode)")
    }
    let storage = try AnyStorage.at(address).base
    self.storage =
      (storage as? JournalStorage).map { JournalStorage(path: $0.path, durability: durability) }
      ?? storage
    try arguments.finish()
  }

  /// Runs the study until it is complete.
  func run() throws {
    let study = try Study("stress", storage: storage, sampler: sampler, seed: seed)
    Self.print("study \(study.seed)")
    var last: Int?
    let reason = try study.optimize(trials: trials, budget: budget, progress: .none) { trial in
      // The previous trial has ended, since this one runs.
      try printEnd(of: last, in: study)
      last = trial.number
      return try objective.value(of: trial)
    }
    if reason == .interrupted { exit(130) }
    try printEnd(of: last, in: study)
    Self.print("done \(study.trials.finishedCount)")
  }

  /// Prints a line without buffering, since the process may be killed.
  private static func print(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private func printEnd(of number: Int?, in study: Study) throws {
    guard let number else { return }
    let trial = study.trials[number]
    Self.print("end \(number) \(trial.state) \(trial.values.first.map { "\($0)" } ?? "none")")
  }
}
