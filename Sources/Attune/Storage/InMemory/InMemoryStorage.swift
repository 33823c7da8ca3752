import Synchronization

/// A storage that keeps its studies in memory.
///
/// Studies that use the same storage see each other's trials.
public final class InMemoryStorage: Storage {
  /// The studies, each with a separate log, so that reading one does not read the others.
  private struct Contents: Sendable {
    /// By id; nil for one that was deleted.
    var studies: [(description: StudyDescription, changes: ChunkedArray<StorageChange>)?] = []
    var trialCount = 0

    func isLive(_ study: Int) -> Bool { studies.indices.contains(study) && studies[study] != nil }
  }

  private let contents = Mutex(Contents())

  /// Creates an empty storage.
  public init() {}

  /// Returns the studies, in the order of their creation.
  public func listStudies() -> [StudyDescription] {
    contents.withLock { $0.studies.compactMap { $0?.description } }
  }

  /// Creates a study; returns nil if its name is taken.
  public func createStudy(_ template: StudyTemplate) -> Int? {
    contents.withLock { contents in
      let isTaken = contents.studies.contains {
        $0?.description.name.isIdentical(to: template.name) ?? false
      }
      guard !isTaken else { return nil }
      let id = contents.studies.count
      var changes = ChunkedArray<StorageChange>()
      changes.append(
        .attributes(user: template.userAttributes, system: template.systemAttributes))
      contents.studies.append(
        (
          StudyDescription(id: id, name: template.name, directions: template.directions), changes
        ))
      return id
    }
  }

  /// Deletes a study; returns whether it existed.
  public func deleteStudy(_ study: Int) -> Bool {
    contents.withLock { contents in
      guard contents.isLive(study) else { return false }
      contents.studies[study] = nil
      return true
    }
  }

  /// Returns the changes of a study after a position.
  public func changes(in study: Int, after position: StoragePosition) -> StorageBatch {
    contents.withLock { Self.batch(of: study, in: $0, after: position) }
  }

  /// Records the operations that a closure decides on, given all changes that are new to the caller.
  public func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    try contents.withLock { (contents) throws(StorageError) in
      let operations = try decide(Self.batch(of: study, in: contents, after: position))
      guard contents.isLive(study) else { return StorageCommit(end: position) }
      var created: [Int] = []
      for index in operations.indices {
        if case .createTrial(let template) = operations[index] {
          created.append(contents.trialCount)
          contents.studies[study]?.changes.append(
            .createdTrial(id: contents.trialCount, template))
          contents.trialCount += 1
        } else {
          contents.studies[study]?.changes.append(.operation(operations[index]))
        }
      }
      return StorageCommit(
        end: StoragePosition(contents.studies[study]?.changes.count ?? 0), createdTrials: created)
    }
  }

  private static func batch(
    of study: Int, in contents: Contents, after position: StoragePosition
  ) -> StorageBatch {
    guard contents.isLive(study), let changes = contents.studies[study]?.changes else {
      return StorageBatch(changes: [.deleted], end: position)
    }
    let start = position.token(as: Int.self) ?? 0
    return StorageBatch(
      changes: (start..<changes.count).map { changes[$0] }, end: StoragePosition(changes.count))
  }

  /// Always nil: the studies are lost at the end of the process.
  public var displayName: String? { nil }

  /// Always false: no other process can see the studies.
  public var isShared: Bool { false }
}

extension Storage where Self == InMemoryStorage {
  /// A new in-memory storage, which is released with the study.
  public static var inMemory: InMemoryStorage { InMemoryStorage() }
}
