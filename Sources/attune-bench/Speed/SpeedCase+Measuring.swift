import Attune
import Foundation

extension SpeedCase {
  /// The number of timed trials after the existing ones.
  private static let timedCount = 20

  /// Runs the measurement.
  ///
  /// - Parameter journal: The path of the journal to load; nil creates one.
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
      result.record("bytes_per_trial", (peak - memory) / trials)
    }
    return result
  }

  private func measureLater(_ sampler: any Sampler) throws -> SpeedResult {
    let storage = try filledStorage(for: sampler)
    let study = try Study(storage: storage, sampler: sampler, pruner: .none)
    var asking: [Double] = []
    var suggesting: [Double] = []
    var telling: [Double] = []
    // The first trial is not counted: it includes computations whose results are cached.
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
    // Medians, since one interruption by the system would dominate the mean of twenty trials.
    let medians = [asking, suggesting, telling].map(Statistics.median)
    var result = SpeedResult(
      self, trials: Self.timedCount,
      seconds: medians.reduce(0, +) * Double(Self.timedCount))
    for (name, median) in zip(["ask_us", "suggest_us", "tell_us"], medians) {
      result.record(name, median * 1e6)
    }
    return result
  }

  /// A storage with random trials that are recorded as those of a sampler.
  private func filledStorage(for sampler: any Sampler = .random) throws -> InMemoryStorage {
    let storage = InMemoryStorage()
    let study = try Study(
      storage: storage, sampler: RenamedRandomSampler(summary: sampler.summary), pruner: .none,
      seed: 1)
    try run(study)
    return storage
  }

  /// Runs a study until it is complete.
  ///
  /// - Throws: `CancellationError` if it is interrupted, since the time would be meaningless.
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
        // A study that is opened from a journal may write to it.
        try FileManager.default.copyItem(atPath: journal, toPath: path)
      } else {
        let records = try Self.records(of: filledStorage())
        try JournalStorage(path: path).append(after: .start) { _ in records }
      }
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      let memory = PeakMemory.bytes()
      var count = 0
      let seconds = try Self.seconds {
        count = try Study(storage: .journal(path), sampler: .random).trials.count
      }
      var result = SpeedResult(self, trials: count, seconds: seconds)
      result.record("bytes", size)
      result.record("mb_per_s", Double(size) / seconds / 1e6)
      result.record("trials_per_s", Double(count) / seconds)
      if journal != nil, let memory, let peak = PeakMemory.bytes() {
        result.record("bytes_per_trial", (peak - memory) / max(count, 1))
      }
      return result
    }
  }

  /// The only study of a storage as records of a journal, one for each operation.
  private static func records(of storage: InMemoryStorage) -> [LogRecord] {
    storage.listStudies().flatMap { study in
      [.createStudy(name: study.name, directions: study.directions)]
        + storage.changes(in: study.id, after: .start).changes.flatMap {
          operations(of: $0, study: study.id)
        }
    }
    .map { LogRecord(worker: "bench", operation: $0) }
  }

  private static func operations(of change: StorageChange, study: Int) -> [LogOperation] {
    switch change {
    case .operation(let operation): [LogOperation(operation, study: study)]
    case .createdTrial(_, let template): [.createTrial(study: study, template)]
    case .attributes(_, let system):
      system.map { .setStudySystemAttribute(study: study, key: $0, value: $1) }
    case .trial, .deleted: []
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
