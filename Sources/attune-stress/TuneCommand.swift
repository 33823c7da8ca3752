import Attune
import Foundation

/// `attune-stress tune`: a study that prints every fact once it is recorded.
///
/// What a line says has been acknowledged: whatever happens to the process from then on, it must be
/// found in the journal.
struct TuneCommand {
  private let journal: String
  private let trials: Int
  private let seed: UInt64
  private let pause: UInt32
  private let durability: JournalDurability

  /// Reads the arguments behind the command's name.
  init(_ arguments: inout Arguments) throws {
    journal = try arguments.required("the journal")
    trials = try arguments.number("--trials", default: 60)
    seed = try arguments.number("--seed", default: 1)
    pause = try arguments.number("--pause", default: 1000)
    let mode = arguments.option("--durability") ?? JournalDurability.finishedTrials.rawValue
    guard let durability = JournalDurability(rawValue: mode) else {
      throw Arguments.Misuse(description: "there is no durability \(mode)")
    }
    self.durability = durability
    try arguments.finish()
  }

  /// Runs the study until it is complete.
  func run() throws {
    let study = try Study(
      "stress", storage: .journal(journal, durability: durability), seed: seed)
    say("study \(study.seed)")
    var last: Int?
    let reason = try study.optimize(trials: trials, progress: .none) { trial in
      // That this one runs says that the one before has ended.
      try printEnd(of: last, in: study)
      last = trial.number
      return try objective(trial)
    }
    if reason == .interrupted { exit(130) }
    try printEnd(of: last, in: study)
    say("done \(study.trials.finishedCount)")
  }

  /// Prints a line at once, for the process may not live to flush it.
  private func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private func printEnd(of number: Int?, in study: Study) throws {
    guard let number else { return }
    let trial = study.trials[number]
    say("end \(number) \(trial.state) \(trial.values.first.map { "\($0)" } ?? "none")")
  }

  /// Kinds of every sort, a branch, reports, pruning and failures, by the parameters alone.
  private func objective(_ trial: Trial) throws -> Double {
    func noted<Value>(_ name: String, _ value: Value) -> Value {
      say("parameter \(trial.number) \(name) \(value)")
      return value
    }
    let x = noted("x", try trial.suggest("x", in: -5.0...5.0))
    let rate = noted("rate", try trial.suggest("rate", in: 1e-5...1, scale: .log))
    let kind = noted("kind", try trial.suggest("kind", from: ["a", "b", "c"]))
    var loss = x * x + rate
    if kind == "a" { loss += Double(noted("depth", try trial.suggest("depth", in: 1...9))) }
    try trial.setUserAttribute("kind", to: kind)
    for step in 1...4 {
      if pause > 0 { usleep(pause) }
      try trial.report(loss + 1 / Double(step), step: step)
      say("report \(trial.number) \(step) \(loss + 1 / Double(step))")
      try trial.checkPruning()
    }
    return trial.number % 10 == 7 ? .nan : loss
  }
}
