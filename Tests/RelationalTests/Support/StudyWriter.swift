import Attune
import AttuneRelational

/// Writes to a study as a worker does.
struct StudyWriter {
  let storage: any Storage
  let study: Int
  private(set) var position = StoragePosition.start

  /// Creates a study.
  init(creating name: String = "study", in storage: any Storage) throws {
    self.storage = storage
    let id = try storage.createStudy(StudyTemplate(name: name, directions: [.minimize]))
    guard let id else { throw StorageError(.unwritable, "the study \(name) exists") }
    study = id
  }

  /// Opens a study.
  init(_ study: Int, in storage: any Storage) {
    self.storage = storage
    self.study = study
  }

  /// Commits operations; returns the ids of new trials.
  @discardableResult
  mutating func commit(_ operations: StorageOperation...) throws -> [Int] {
    let commit = try storage.commit(in: study, after: position) { batch throws(StorageError) in
      position = batch.end
      return operations
    }
    position = commit.end
    return commit.createdTrials
  }

  /// Reads what is new.
  mutating func read() throws -> [StorageChange] {
    var changes: [StorageChange] = []
    while true {
      let batch = try storage.changes(in: study, after: position)
      changes += batch.changes
      position = batch.end
      if batch.isComplete { return changes }
    }
  }

  /// The ids of the trials that are new or unfinished.
  mutating func readIDs() throws -> [Int] {
    try read().compactMap { if case .trial(let id, _, _) = $0 { id } else { nil } }
  }
}
