import Attune
import AttuneTesting
import Foundation
import Testing

/// Storages that use only the public interface, as those of other packages do.
@Suite struct ThirdPartyStorageTests {
  @Test func `a storage in files meets the contract`() throws {
    let folder = try Folder()
    try StorageContract {
      FolderStorage(path: try folder.makeSubfolder())
    } reopen: { storage in
      FolderStorage(path: try #require(storage.displayName))
    }
    .check()
  }

  @Test func `a storage of tables meets the contract`() throws {
    try StorageContract { TableStorage() }.check()
  }

  @Test(arguments: PermittedStorage.Habit.allCases)
  func `a storage that uses its freedom meets the contract`(habit: PermittedStorage.Habit) throws {
    try StorageContract(timeResolution: habit == .keepsSeconds ? .seconds(1) : .microseconds(1)) {
      PermittedStorage(habit)
    }
    .check()
  }

  @Test(arguments: StorageDefect.allCases)
  func `a defective storage is detected`(defect: StorageDefect) throws {
    let error = try #require(throws: ContractViolation.self) {
      try StorageContract {
        DefectiveStorage(defect)
      } reopen: { storage in
        DefectiveStorage(reopening: try #require(storage as? DefectiveStorage))
      }
      .check()
    }
    #expect(error.description.contains(defect.requirement))
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

  @Test func `a study in files is continued by another process`() throws {
    let folder = try Folder()
    let path = try folder.makeSubfolder()
    for count in [4, 15] {
      let study = try Study(
        "s", directions: [.minimize, .maximize], storage: FolderStorage(path: path), seed: 1)
      try study.enqueue(["x": 0.5], skipIfExists: true)
      try study.optimize(trials: count, progress: .none) { trial in
        let x = try trial.suggest("x", in: 0.0...1.0)
        try trial.setUserAttribute("note", to: ["x": x])
        try trial.setConstraint("c", to: x - 0.9)
        return [x, x * x]
      }
    }
    let study = try #require(try FolderStorage(path: path).study(named: "s"))
    #expect(study.seed == 1)
    #expect(study.trials.count(of: .complete) == 15)
    #expect(study.trials[0].parameters["x"] == 0.5)
  }

  @Test func `a file that is not a commit is reported`() throws {
    let folder = try Folder()
    let path = try folder.makeSubfolder()
    let storage = FolderStorage(path: path)
    _ = try storage.createStudy(StudyTemplate(name: "s", directions: [.minimize]))
    try Data("{\"kind\": \"create\", \"name\": 7}".utf8)
      .write(to: URL(fileURLWithPath: "\(path)/1.json"))
    let error = try #require(throws: StorageError.self) { try storage.listStudies() }
    #expect(error.code == .corrupt && error.description.contains("1.json"))
  }
}

/// A temporary folder, which is removed with the object.
private final class Folder: Sendable {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "attune-third-party-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Creates a new folder in this one.
  func makeSubfolder() throws -> String {
    let path = url.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}
