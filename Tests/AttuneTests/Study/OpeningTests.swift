import Testing

@testable import Attune

/// Opening a study: what is recorded, and what is refused.
@Suite struct OpeningTests {
  @Test(arguments: StorageCase.allCases)
  func `a study is created once and resumed afterwards`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let first = try Study("s", direction: .maximize, storage: open(), seed: 1)
      try first.optimize(trials: 3) { try $0.suggest("x", in: 0.0...1.0) }
      let second = try Study("s", direction: .maximize, storage: open(), seed: 1)
      expectEqual(second, first)
      #expect(second.seed == 1)
      #expect(second.name == "s")
      #expect(second.directions == [.maximize])
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `a seed that is left out is drawn and recorded`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let seed = try Study("s", storage: open()).seed
      #expect(try Study("s", storage: open()).seed == seed)
      #expect(try Study("s", storage: open(), seed: seed).seed == seed)
      #expect(seed < 1 << 53)
      let others = try (0..<4).map { try Study("other \($0)", storage: open()).seed }
      #expect(Set(others + [seed]).count == 5)
    }
  }

  @Test func `any seed is recorded exactly`() throws {
    for seed in [0, 1, 1 << 53, UInt64.max] {
      try StorageCase.journal.withStorage { open in
        _ = try Study("s", storage: open(), seed: seed)
        #expect(try Study("s", storage: open()).seed == seed)
      }
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `another seed is refused with a hint on what to do`(storage: StorageCase) throws {
    try storage.withStorage { open in
      _ = try Study("digits", storage: open(), seed: 1)
      let error = #expect(throws: StudyError.self) {
        try Study("digits", storage: open(), seed: 2)
      }
      #expect(error?.code == .mismatch)
      let inLocation = open().inDisplayName
      #expect(
        error?.description
          == "the study \"digits\"\(inLocation) was started with seed 1 and cannot "
          + "continue with 2; omit the seed, or give another name")
    }
  }

  @Test(arguments: StorageCase.allCases)
  func `other directions are refused with a hint on what to do`(storage: StorageCase) throws {
    try storage.withStorage { open in
      _ = try Study("digits", storage: open(), seed: 1)
      let inLocation = open().inDisplayName
      for directions in [[.maximize], [.minimize, .minimize]] as [[Direction]] {
        let error = #expect(throws: StudyError.self) {
          try Study("digits", directions: directions, storage: open())
        }
        #expect(error?.code == .mismatch)
        #expect(
          error?.description
            == "the study \"digits\"\(inLocation) has the directions [minimize], not "
            + "\(directions); request those, or give another name")
      }
    }
  }

  @Test func `a refused opening records nothing`() throws {
    let storage = InMemoryStorage()
    _ = try Study("s", storage: storage, seed: 1)
    let before = try storage.records(after: .start).records
    _ = try? Study("s", storage: storage, seed: 2)
    _ = try? Study("s", direction: .maximize, storage: storage)
    #expect(try storage.records(after: .start).records == before)
  }

  @Test func `a study of another program without a seed gets one`() throws {
    let storage = InMemoryStorage()
    _ = try storage.append(after: .start) { _ throws(StorageError) in
      [LogRecord(worker: "p", operation: .createStudy(name: "s", directions: [.minimize]))]
    }
    #expect(throws: StudyError.self) { try Study("s", direction: .maximize, storage: storage) }
    #expect(try Study("s", storage: storage, seed: 9).seed == 9)
    #expect(try Study("s", storage: storage).seed == 9)
  }

  @Test(arguments: StorageCase.allCases)
  func `studies of one storage are independent`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let a = try Study("a", storage: open(), seed: 1)
      let b = try Study("b", directions: [.maximize, .minimize], storage: open(), seed: 1)
      for count in 1...3 {
        try a.optimize(trials: count) { try $0.suggest("x", in: 0.0...1.0) }
        try b.optimize(trials: 2 * count) { [Double(try $0.suggest("x", in: 1...9)), 0] }
      }
      #expect(try Study("a", storage: open()).trials.count == 3)
      let reopened = try Study("b", directions: [.maximize, .minimize], storage: open())
      #expect(reopened.trials.count == 6)
      #expect(reopened.trials.map(\.number) == [0, 1, 2, 3, 4, 5])
    }
  }
}
