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
    defer { for process in processes { process.terminate() } }
    // Processes start one after the other: only what ends while all of them run is counted.
    let study = try open(name)
    while Set(study.trials.compactMap { $0.userAttributes["worker"] }).count < count {
      guard processes.allSatisfy(\.isRunning) else {
        throw CommandError("one of \(count) processes failed")
      }
      Thread.sleep(forTimeInterval: 0.5)
      try study.refresh()
    }
    let before = study.trials.finishedCount
    let clock = ContinuousClock()
    let start = clock.now
    Thread.sleep(forTimeInterval: Double(seconds))
    try study.refresh()
    let rate = Double(study.trials.finishedCount - before) / ((clock.now - start) / .seconds(1))
    print(
      "Attune: \(count) \(count == 1 ? "process" : "processes"), "
        + "\(Self.text(rate)) trials a second")
  }

  private func work(in name: String) throws {
    let study = try open(name)
    while true { try runTrial(of: study, worker: ProcessInfo.processInfo.processIdentifier) }
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
