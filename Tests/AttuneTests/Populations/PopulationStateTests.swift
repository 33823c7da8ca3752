import Foundation
import ProgramTesting
import Synchronization
import Testing

@testable import Attune

/// The states of members: where they are, and what an interruption leaves.
@Suite struct PopulationStateTests {
  /// A store that keeps files which are removed, and counts them.
  private final class KeepingStore: ArtifactStore {
    let files = InMemoryArtifacts()
    let removed = Mutex<Set<ArtifactKey>>([])
    let written = Mutex<Set<ArtifactKey>>([])

    func write(_ bytes: [UInt8], as key: ArtifactKey) {
      files.write(bytes, as: key)
      written.withLock { _ = $0.insert(key) }
    }
    func read(_ key: ArtifactKey) -> [UInt8]? { files.read(key) }
    func path(of key: ArtifactKey) -> String? { nil }
    func remove(_ key: ArtifactKey) { removed.withLock { _ = $0.insert(key) } }

    /// The trials whose state is neither removed nor unwritten.
    var present: Set<Int> {
      Set(written.withLock { $0 }.subtracting(removed.withLock { $0 }).map(\.trialNumber))
    }
  }

  private func population(
    _ storage: some Storage = .inMemory, _ artifacts: (any ArtifactStore)? = nil,
    explore: Exploration = .perturb(), isSynchronous: Bool = true
  ) throws -> Population {
    try Population(
      of: 4, direction: .maximize, storage: storage, explore: explore,
      isSynchronous: isSynchronous, seed: 11, artifacts: artifacts)
  }

  @Test(arguments: [Exploration.perturb(), .bandit()])
  func `a population that is cut at any line of its journal continues to the same one`(
    explore: Exploration
  ) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/whole.journal"
      let store = KeepingStore()
      let whole = try population(.journal(path), store, explore: explore)
      try whole.train(slices: 5, Hill.train)
      let journal = try CutJournal(path: path)
      #expect(journal.count > 60)
      for count in 0...journal.count {
        let resumed = try population(
          journal.storage(prefix: count), store, explore: explore)
        try resumed.train(slices: 5, parallelism: .workers(1 + count % 3), Hill.train)
        #expect(PopulationFacts(resumed) == PopulationFacts(whole), "cut after \(count) lines")
        #expect(try resumed.bestState(as: Hill.self) == whole.bestState(as: Hill.self))
      }
    }
  }

  @Test(arguments: [1, 3])
  func `a population that is interrupted at any point continues to the same one`(
    workers: Int
  ) throws {
    try withTemporaryFolder { folder in
      let whole = try population()
      try whole.train(slices: 6, Hill.train)
      let interrupted = try population(.journal(folder + "/p.journal"))
      let calls = Atomic(0)
      var count = 0
      while interrupted.study.trials.finishedCount < 24 {
        count += 1
        try #require(count < 100)
        do {
          try population(.journal(folder + "/p.journal")).train(
            slices: 6, parallelism: .workers(workers)
          ) { (trial, hill: inout Hill?) in
            let value = try Hill.train(trial, &hill)
            let call = calls.add(1, ordering: .relaxed).newValue
            // After the state has changed.
            if call % 5 == 3 { throw CancellationError() }
            return value
          }
        } catch is CancellationError {}
        try interrupted.study.refresh()
      }
      #expect(count > 4)
      #expect(PopulationFacts(interrupted) == PopulationFacts(whole))
      #expect(try interrupted.bestState(as: Hill.self) == whole.bestState(as: Hill.self))
    }
  }

  @Test(arguments: [true, false])
  func `the last state of each member and that of the best trial are kept`(
    isSynchronous: Bool
  ) throws {
    let store = KeepingStore()
    let population = try population(.inMemory, store, isSynchronous: isSynchronous)
    // The best trial is an early one.
    try population.train(slices: 8) { (trial, hill: inout Hill?) in
      let value = try Hill.train(trial, &hill)
      return try trial.member.slice == 2 ? value + 5 : value
    }
    let best = try #require(population.best)
    #expect(best.member?.slice == 2)
    // The state before is removed when the next slice starts.
    let last = (0..<4).flatMap { index -> [Int] in
      let own = population.study.trials.filter { $0.member?.index == index }
      return own.suffix(2).map(\.number)
    }
    #expect(store.present.isSubset(of: Set(last + [best.number])))
    #expect(store.present.isSuperset(of: [best.number]))
    #expect(try population.bestState(as: Hill.self) != nil)
  }

  @Test func `states are files beside the journal`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/p.journal"
      let population = try population(.journal(path))
      try population.train(slices: 4, Hill.train)
      let store = ArtifactFolder(beside: path)
      let names = (0..<16).filter { number in
        let key = ArtifactKey(
          studyID: population.study.id, studyName: population.study.name, trialNumber: number,
          name: "state-1.json")
        return (try? store.read(key)) != nil
      }
      #expect(names.contains(try #require(population.best?.number)))
      #expect((4...9).contains(names.count))
    }
  }

  @Test func `a missing state and one of another type end the run with an error`() throws {
    struct Other: Codable, Sendable { let name: String }
    let store = InMemoryArtifacts()
    let population = try population(.inMemory, store)
    try population.train(slices: 2, Hill.train)
    #expect {
      try population.train(slices: 3) { (_, _: inout Other?) in 0 }
    } throws: { error in
      "\(error)".contains("is not a value of Other") && error is StorageError
    }
    for number in 0..<8 {
      store.remove(
        ArtifactKey(
          studyID: population.study.id, studyName: population.study.name, trialNumber: number,
          name: "state-1.json"))
    }
    #expect {
      try population.train(slices: 3, Hill.train)
    } throws: { error in
      "\(error)".contains("is missing")
    }
    #expect(population.study.trials.count(of: .failed) == 0)
  }

  @Test func `a slice may leave no state`() throws {
    let population = try population(.inMemory, .inMemory)
    try population.train(slices: 3) { (trial, state: inout Int?) in
      #expect(state == nil)
      return try trial.suggest("x", in: 0.0...1.0)
    }
    #expect(try population.bestState(as: Int.self) == nil)
  }

  @Test func `states keep infinities, NaN and all digits`() throws {
    let population = try population(.inMemory, .inMemory)
    let numbers = [Double.infinity, .nan, 0.1 + 0.2, -0.0, .leastNonzeroMagnitude]
    try population.train(slices: 3) { (trial, state: inout [Double]?) in
      if try trial.member.slice > 0 {
        #expect(state?.map(\.bitPattern) == numbers.map(\.bitPattern))
      }
      state = numbers
      return 0
    }
  }

  @Test(arguments: [1, 3])
  func `without rounds no worker waits, and the decisions are recorded`(workers: Int) throws {
    let population = try population(isSynchronous: false)
    try population.train(slices: 10, parallelism: .workers(workers), Hill.train)
    let history = population.study.trials
    #expect(history.count(of: .complete) == history.count && history.count <= 40)
    for index in 0..<4 {
      let slices = history.compactMap(\.member).filter { $0.index == index }.map(\.slice)
      #expect(slices == slices.sorted() && Set(slices).count == slices.count)
      #expect(slices.first == 0 && slices.last == 9)
    }
    for case let member? in history.map(\.member) {
      guard let parent = member.parent else { continue }
      #expect(history[parent].member?.slice == member.slice - 1)
    }
    #expect(history.allSatisfy { ($0.member?.parent == nil) == ($0.member?.slice == 0) })
    let schedule = try #require(population.bestSchedule)
    #expect(try schedule.replay(Hill.train).values == schedule.steps.map(\.value))
    #expect(schedule.steps.map(\.member.slice) == Array(0..<schedule.steps.count))
  }

  @Test func `without rounds, failures are repeated from another state`() throws {
    struct Failure: Error {}
    let population = try population(isSynchronous: false)
    try population.train(slices: 6) { (trial, hill: inout Hill?) in
      if trial.number % 5 == 2 { throw Failure() }
      return try Hill.train(trial, &hill)
    }
    let history = population.study.trials
    #expect(history.count(of: .failed) > 3)
    for index in 0..<4 {
      #expect(
        history.contains {
          $0.state == .complete && $0.member?.index == index && $0.member?.slice == 5
        })
    }
  }
}

/// States that are not encoded.
@Suite struct PopulationStateKindTests {
  /// A state that cannot be encoded.
  private struct Model: Sendable {
    var hill: Hill?
  }

  @Sendable private static func train(_ trial: Trial, _ model: inout Model?) throws -> Double {
    var current = model ?? Model()
    let value = try Hill.train(trial, &current.hill)
    model = current
    return value
  }

  private func population(_ storage: some Storage = .inMemory) throws -> Population {
    try Population(of: 4, direction: .maximize, storage: storage, seed: 11)
  }

  @Test func `states that cannot be encoded are kept in memory`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/p.journal"
      let whole = try population()
      try whole.train(slices: 6, Hill.train)
      let first = try population(.journal(path))
      try first.train(slices: 3, Self.train)
      try first.train(slices: 6, parallelism: 2, Self.train)
      #expect(PopulationFacts(first) == PopulationFacts(whole))
      // Another process, or another population, does not have them.
      let error = #expect(throws: StudyError.self) {
        try population(.journal(path)).train(slices: 7, Self.train)
      }
      #expect(error?.description.contains("make the state Codable") == true)
    }
  }

  @Test(arguments: [1, 2])
  func `states may be folders`(workers: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/p.journal"
      let whole = try population()
      try whole.train(slices: 6, Hill.train)
      let calls = Atomic(0)
      var isInterrupted = true
      while isInterrupted {
        isInterrupted = false
        do {
          let population = try population(.journal(path))
          try population.trainInFolders(slices: 6, parallelism: .workers(workers)) {
            (trial, previous, next) in
            #expect(try FileManager.default.contentsOfDirectory(atPath: next).isEmpty)
            var hill: Hill?
            if let previous {
              let data = try Data(contentsOf: URL(fileURLWithPath: previous + "/deep/hill.json"))
              hill = try JSONDecoder().decode(Hill.self, from: data)
            }
            let value = try Hill.train(trial, &hill)
            try FileManager.default.createDirectory(
              atPath: next + "/deep", withIntermediateDirectories: false)
            try JSONEncoder().encode(hill)
              .write(to: URL(fileURLWithPath: next + "/deep/hill.json"))
            if calls.add(1, ordering: .relaxed).newValue % 7 == 3 { throw CancellationError() }
            return value
          }
        } catch is CancellationError { isInterrupted = true }
      }
      let population = try population(.journal(path))
      #expect(PopulationFacts(population) == PopulationFacts(whole))
      let best = try #require(try population.bestFolder())
      #expect(FileManager.default.fileExists(atPath: best + "/deep/hill.json"))
      let files = try FileManager.default.subpathsOfDirectory(atPath: path + ".artifacts")
      #expect((4...14).contains(files.count { $0.hasSuffix("hill.json") }), "\(files)")
    }
  }

  @Test func `folders need a place`() throws {
    #expect(throws: StudyError.self) {
      try population().trainInFolders(slices: 1) { _, _, _ in 0 }
    }
  }
}
