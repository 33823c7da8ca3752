import Attune

/// A worker's view of a study: reads each change once, and commits what it decides on its copy.
///
/// It does what the library does with a storage. Copies continue independently from their
/// positions.
struct StudyFollower {
  let storage: any Storage
  let study: StudyDescription
  private var reader: StudyReader
  private(set) var position = StoragePosition.start

  init(_ study: StudyDescription, in storage: any Storage) {
    self.storage = storage
    self.study = study
    reader = StudyReader(study)
  }

  /// The study as it was last read.
  var snapshot: StudySnapshot { reader.snapshot }

  /// Whether the study was deleted when it was last read.
  var isDeleted: Bool { reader.isDeleted }

  /// The ids of the trials, by number.
  var ids: [Int] { snapshot.trials.map(\.id) }

  /// Applies all changes after the position.
  mutating func refresh() throws {
    var isComplete = false
    var count = 0
    while !isComplete {
      let batch = try storage.changes(in: study.id, after: position)
      reader.apply(batch)
      (position, isComplete) = (batch.end, batch.isComplete)
      count += 1
      try require(count < 10_000, "a batch is complete when there are no further changes")
    }
  }

  /// Requires that the study was not read as a deleted one.
  func requireExists() throws {
    try require(!isDeleted, "a study is read as deleted only after its deletion")
  }

  /// Commits operations, whatever was recorded before.
  @discardableResult
  mutating func commit(_ operations: [StorageOperation]) throws -> [Int] {
    try commit { _ in operations }
  }

  /// Commits the operations that a closure decides on, given the study after all changes.
  ///
  /// - Returns: The ids of the created trials.
  @discardableResult
  mutating func commit(
    deciding decide: (StudySnapshot) throws(StorageError) -> [StorageOperation]
  ) throws -> [Int] {
    var operations: [StorageOperation]?
    let commit = try storage.commit(in: study.id, after: position) {
      batch throws(StorageError) in
      reader.apply(batch)
      position = batch.end
      let decided = try decide(reader.snapshot)
      operations = decided
      return decided
    }
    guard let operations else {
      throw ContractViolation("a commit asks for a decision")
    }
    position = commit.end
    try requireExists()
    let creations = operations.count {
      if case .createTrial = $0 { true } else { false }
    }
    try require(
      commit.createdTrials.count == creations,
      "a commit returns the ids of the created trials: \(commit.createdTrials.count) for "
        + "\(creations) trials")
    var ids = commit.createdTrials.makeIterator()
    let changes = operations.map { operation -> StorageChange in
      if case .createTrial(let template) = operation, let id = ids.next() {
        return .createdTrial(id: id, template)
      }
      return .operation(operation)
    }
    reader.apply(StorageBatch(changes: changes, end: position))
    return commit.createdTrials
  }
}
