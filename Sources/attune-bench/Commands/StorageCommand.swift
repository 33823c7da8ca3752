import Attune
import AttuneDatabases
import Foundation

/// `attune-bench storage`: measures random trials with ten float parameters in a storage.
struct StorageCommand {
  static let help = """
    usage: attune-bench storage ADDRESS [option]...

    Measure the time of a random trial with ten float parameters in a storage, and how many trials
    a number of processes finish in it. ADDRESS is a path or a URL, as for `attune --storage`. The
    studies are left in the storage.

      --trials N         number of trials in one process (200)
      --workers LIST     numbers of processes, such as 1,8,32 (none)
      --seconds N        duration with each number of processes (10)

    `.ci/databases.py bench URL` measures Python Optuna in the same way.
    """

  private static let study = "bench"
  private static let parameters = (0..<10).map { "x\($0)" }

  private let address: String
  private let trials: Int
  private let workers: [Int]
  private let seconds: Int
  /// The study in which this process is one of several; nil if it starts the others.
  private let sharedStudy: String?

  /// Parses the arguments after the command's name.
  init(_ arguments: Arguments) throws {
    var arguments = arguments
    guard let address = arguments.command() else {
      throw CommandError("the address of the storage is missing")
    }
    self.address = address
    trials = try arguments.count("--trials", default: 200)
    workers = try (arguments.list("--workers") ?? []).map { text in
      guard let count = Int(text), 1...1024 ~= count else {
        throw CommandError("--workers needs numbers from 1 to 1024, not \(text)")
      }
      return count
    }
    seconds = try arguments.count("--seconds", default: 10)
    sharedStudy = try arguments.value("--study")
    try arguments.finish()
  }

  /// Measures, and prints a line for each result.
  func run() throws {
    if let sharedStudy { return try work(in: sharedStudy) }
    let study = try open(newName())
    try runTrial(of: study)
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<trials {
      times.append(try clock.measure { try runTrial(of: study) } / .milliseconds(1))
    }
    let mean = times.reduce(0, +) / Double(trials)
    print(
      "Attune: \(trials) trials, \(Self.text(mean)) ms a trial, median "
        + "\(Self.text(Statistics.median(times))) ms")
    for count in workers { try measure(count) }
  }

  private func measure(_ count: Int) throws {
    let name = newName()
    _ = try open(name)
    let processes = try (0..<count).map { _ in
      let process = Process()
      process.executableURL = Bundle.main.executableURL
      process.arguments = [
        "storage", address, "--study", name, "--seconds", String(seconds),
      ]
      try process.run()
      return process
    }
    for process in processes { process.waitUntilExit() }
    guard processes.allSatisfy({ $0.terminationStatus == 0 }) else {
      throw CommandError("one of \(count) processes failed")
    }
    // Processes start one after the other: only what ends while all run is counted.
    let finished = try AnyStorage.at(address).study(named: name)?.trials ?? open(name).trials
    let starts = Dictionary(grouping: finished, by: { $0.userAttributes["worker"] })
      .values.compactMap { $0.compactMap(\.startTime).min() }
    guard let start = starts.max() else { throw CommandError("no trial has finished") }
    let done = finished.count {
      guard let end = $0.endTime else { return false }
      return end > start && end.since(start) <= .seconds(seconds)
    }
    print(
      "Attune: \(count) \(count == 1 ? "process" : "processes"), "
        + "\(Self.text(Double(done) / Double(seconds))) trials a second")
  }

  private func work(in name: String) throws {
    let study = try open(name)
    let clock = ContinuousClock()
    // Longer than measured, for the processes that start last.
    let end = clock.now + .seconds(seconds) + .milliseconds(2000)
    while clock.now < end {
      try runTrial(of: study, worker: ProcessInfo.processInfo.processIdentifier)
    }
  }

  private func open(_ name: String) throws -> Study {
    try Study(name, storage: .at(address), sampler: .random, pruner: .none)
  }

  private func newName() -> String { "\(Self.study)-\(UUID().uuidString)" }

  private func runTrial(of study: Study, worker: Int32? = nil) throws {
    let trial = try study.ask()
    if let worker { try trial.setUserAttribute("worker", to: Int(worker)) }
    var value = 0.0
    for name in Self.parameters {
      let x = try trial.suggest(name, in: 0.0...1.0)
      value += x * x
    }
    try study.tell(trial, value)
  }

  private static func text(_ number: Double) -> String { String(format: "%.2f", number) }
}
