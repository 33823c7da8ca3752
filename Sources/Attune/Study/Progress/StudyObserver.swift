import Synchronization

/// An observer of a study that other processes work on, with this library or with Python Optuna.
///
/// It reads new records of the storage with each update, and records nothing itself.
///
/// ```swift
/// let observer = try StudyObserver("digits", in: .journal("digits.journal"))
/// for event in try observer.update() { print(event) }
/// ```
package final class StudyObserver: Sendable {
  /// The name of the study.
  package let name: String

  private let replica: Replica
  private let changes: Mutex<StudyChanges>

  /// Opens a study; the first update returns only what happens after this.
  ///
  /// - Throws: ``StudyError`` when there is no such study; ``StorageError`` when the storage cannot
  ///   be read or its records are invalid.
  /// - Complexity: O(*n*) for *n* records in the storage.
  package init(_ name: String, in storage: some Storage) throws {
    guard let replica = try Replica.open(name, in: storage, worker: "") else {
      let names = try storage.listStudies().map(\.name).sorted()
      let others =
        names.isEmpty
        ? "the storage holds no study"
        : "there are " + names.map { "\"\($0)\"" }.joined(separator: ", ")
      throw StudyError(
        .missing, "there is no study \"\(name)\"\(storage.inDisplayName); \(others)")
    }
    self.name = name
    self.replica = replica
    changes = Mutex(StudyChanges(after: replica.history))
  }

  /// The study as last read from the storage.
  ///
  /// - Complexity: O(1).
  package var snapshot: StudySnapshot { replica.read(\.snapshot) }

  /// Reads the new records, and returns the events of trials since the last call.
  ///
  /// The events are in the order in which trials ended, then by number; those of one trial are in
  /// chronological order.
  ///
  /// - Throws: ``StudyError`` when the study was deleted; ``StorageError``.
  /// - Complexity: O(*k*) for *k* new records, running and waiting trials and their reports.
  package func update() throws -> [StudyEvent] {
    try replica.refresh()
    guard !replica.read(\.isDeleted) else {
      throw StudyError(.deleted, "the study \"\(name)\" was deleted")
    }
    return changes.withLock { $0.take(from: replica.history) }
  }
}
