import Attune
import AttuneTesting
import Foundation
import ProgramTesting
import Testing

/// The contract of storages, tested through the public API only.
@Suite struct StorageContractTests {
  enum Kind: CaseIterable {
    case inMemory, journal, thirdParty

    func make(in folder: String) -> any Storage {
      switch self {
      case .inMemory: InMemoryStorage()
      case .journal: JournalStorage(path: "\(folder)/\(UUID().uuidString).journal")
      case .thirdParty: ThirdPartyStorage()
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `a storage meets the contract`(kind: Kind) throws {
    try withTemporaryFolder { folder in
      try StorageContract { kind.make(in: folder) }.check()
    }
  }

  @Test(arguments: ThirdPartyStorage.Defect.allCases)
  func `a broken storage is detected`(defect: ThirdPartyStorage.Defect) throws {
    let error = try #require(throws: (any Error).self) {
      try StorageContract { ThirdPartyStorage(defect) }.check()
    }
    #expect("\(error)".contains(defect.requirement))
  }

  @Test func `a new storage that is not empty is detected`() throws {
    let shared = InMemoryStorage()
    let error = try #require(throws: ContractViolation.self) {
      try StorageContract { shared }.check()
    }
    #expect(!error.description.isEmpty)
  }

  @Test func `errors of the storage's creation are rethrown`() {
    struct Failure: Error {}
    #expect(throws: Failure.self) { try StorageContract { throw Failure() }.check() }
  }

  @Test func `a third-party storage can be used by a study`() throws {
    let storage = ThirdPartyStorage()
    let study = try Study("s", directions: [.minimize, .maximize], storage: storage, seed: 1)
    try study.enqueue(["x": 0.5])
    try study.optimize(trials: 15) { trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      try trial.setUserAttribute("note", to: ["x": x])
      try trial.setConstraint("c", to: x - 0.9)
      return [x, x * x]
    }
    let again = try Study("s", directions: [.minimize, .maximize], storage: storage)
    #expect(again.seed == 1)
    #expect(again.trials.map(\.values) == study.trials.map(\.values))
    #expect(again.trials[0].parameters["x"] == 0.5)
  }
}
