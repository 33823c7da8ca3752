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
  private let seed: UInt64
  private let pause: UInt32

  /// Parses the arguments after the command's name.
  init(_ arguments: inout Arguments) throws {
    let address = try arguments.required("the storage")
    trials = try arguments.number("--trials", default: 60)
    seed = try arguments.number("--seed", default: 1)
    pause = try arguments.number("--pause", default: 1000)
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
    let study = try Study(
      "stress", storage: storage, seed: seed)
    printLine("study \(study.seed)")
    var last: Int?
    let reason = try study.optimize(trials: trials, progress: .none) { trial in
      // The previous trial has ended, since this one runs.
      try printEnd(of: last, in: study)
      last = trial.number
      return try objective(trial)
    }
    if reason == .interrupted { exit(130) }
    try printEnd(of: last, in: study)
    printLine("done \(study.trials.finishedCount)")
  }

  /// Prints a line without buffering, since the process may be killed.
  private func printLine(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private func printEnd(of number: Int?, in study: Study) throws {
    guard let number else { return }
    let trial = study.trials[number]
    printLine("end \(number) \(trial.state) \(trial.values.first.map { "\($0)" } ?? "none")")
  }

  /// An objective with all kinds of parameters, a conditional one, reports, pruning and failures.
  ///
  /// Its value depends only on the parameters.
  private func objective(_ trial: Trial) throws -> Double {
    var lines: [String] = []
    func noted<Value>(_ name: String, _ value: Value) -> Value {
      lines.append("parameter \(trial.number) \(name) \(value)")
      return value
    }
    let x = noted("x", try trial.suggest("x", in: -5.0...5.0))
    let rate = noted("rate", try trial.suggest("rate", in: 1e-5...1, scale: .log))
    let kind = noted("kind", try trial.suggest("kind", from: ["a", "b", "c"]))
    var loss = x * x + rate
    if kind == "a" { loss += Double(noted("depth", try trial.suggest("depth", in: 1...9))) }
    try trial.setUserAttribute("kind", to: kind)
    // The parameters are recorded with the attribute at the latest.
    for line in lines { printLine(line) }
    for step in 1...4 {
      if pause > 0 { usleep(pause) }
      try trial.report(loss + 1 / Double(step), step: step)
      printLine("report \(trial.number) \(step) \(loss + 1 / Double(step))")
      try trial.checkPruning()
    }
    return trial.number % 10 == 7 ? .nan : loss
  }
}
