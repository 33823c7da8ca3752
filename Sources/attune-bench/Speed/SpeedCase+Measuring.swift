import Attune
import Foundation

extension SpeedCase {
  /// How many trials are timed, behind the trials that are there already.
  private static let timedCount = 20

  /// Takes the measurement.
  ///
  /// - Parameter journal: The journal to be loaded; one is made when left out.
  func measure(journal: String?) throws -> SpeedResult {
    switch kind {
    case .first(let specification):
      try measureFirst(try Study(sampler: specification.sampler, pruner: .none, seed: 1))
    case .later(let specification): try measureLater(specification.sampler)
    case .journalAppend(let durability):
      try withTemporaryFile { path in
        let storage = JournalStorage(path: path, durability: durability)
        return try measureFirst(
          try Study(storage: storage, sampler: .random, pruner: .none, seed: 1))
      }
    case .journalLoad: try measureLoad(journal)
    }
  }

  private func measureFirst(_ study: Study) throws -> SpeedResult {
    let memory = PeakMemory.bytes()
    let seconds = try Self.seconds {
      try run(study)
    }
    var result = SpeedResult(self, trials: trials, seconds: seconds)
    if let memory, let peak = PeakMemory.bytes() {
      result.note("bytes_per_trial", (peak - memory) / trials)
    }
    return result
  }

  private func measureLater(_ sampler: any Sampler) throws -> SpeedResult {
    let storage = try filledStorage(for: sampler)
    let study = try Study(storage: storage, sampler: sampler, pruner: .none)
    var asking: [Double] = []
    var suggesting: [Double] = []
    var telling: [Double] = []
    // The first one pays for what is computed once and kept; it does not count.
    for index in 0...Self.timedCount {
      var trial: Trial?
      var value = 0.0
      let times = try [
        Self.seconds { trial = try study.ask() },
        Self.seconds {
          value = try trial.map { try space.value(of: $0, parameters: parameters) } ?? 0
        },
        Self.seconds { if let trial { try study.tell(trial, value) } },
      ]
      guard index > 0 else { continue }
      asking.append(times[0])
      suggesting.append(times[1])
      telling.append(times[2])
    }
    // Medians: one interruption by the system would outweigh twenty trials.
    let medians = [asking, suggesting, telling].map(Statistics.median)
    var result = SpeedResult(
      self, trials: Self.timedCount,
      seconds: medians.reduce(0, +) * Double(Self.timedCount))
    for (name, median) in zip(["ask_us", "suggest_us", "tell_us"], medians) {
      result.note(name, median * 1e6)
    }
    return result
  }

  /// A storage that holds random trials, which a sampler is to take for its own.
  private func filledStorage(for sampler: any Sampler = .random) throws -> InMemoryStorage {
    let storage = InMemoryStorage()
    let study = try Study(
      storage: storage, sampler: RandomStandIn(summary: sampler.summary), pruner: .none, seed: 1)
    try run(study)
    return storage
  }

  /// Runs a study to its end, which alone can be measured.
  private func run(_ study: Study) throws {
    let reason = try study.optimize(trials: trials, maxConsecutiveFailures: 1, progress: .none) {
      trial in
      try space.value(of: trial, parameters: parameters)
    }
    guard reason != .interrupted else { throw CancellationError() }
  }

  private func measureLoad(_ journal: String?) throws -> SpeedResult {
    try withTemporaryFile { path in
      if let journal {
        // What reads a journal notes itself in it.
        try FileManager.default.copyItem(atPath: journal, toPath: path)
      } else {
        let records = try filledStorage().records(after: .start).records
        _ = try JournalStorage(path: path).append(after: .start) { _ in records }
      }
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      let memory = PeakMemory.bytes()
      var count = 0
      let seconds = try Self.seconds {
        count = try Study(storage: .journal(path), sampler: .random).trials.count
      }
      var result = SpeedResult(self, trials: count, seconds: seconds)
      result.note("bytes", size)
      result.note("mb_per_s", Double(size) / seconds / 1e6)
      result.note("trials_per_s", Double(count) / seconds)
      if journal != nil, let memory, let peak = PeakMemory.bytes() {
        result.note("bytes_per_trial", (peak - memory) / max(count, 1))
      }
      return result
    }
  }

  private func withTemporaryFile<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("attune-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.appendingPathComponent("study.journal").path)
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure(body)
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }
}
