/// A copy of a study that is read from the changes of a storage, by the rules that all workers use.
///
/// ```swift
/// var reader = StudyReader(study)
/// var position = StoragePosition.start
/// var isComplete = false
/// while !isComplete {
///   let batch = try storage.changes(in: study.id, after: position)
///   reader.apply(batch)
///   (position, isComplete) = (batch.end, batch.isComplete)
/// }
/// print(reader.snapshot.trials.count)
/// ```
///
/// It is for storages and their tests, such as a storage that must know the state of a trial before
/// it records a change. To read a study, use ``Storage/study(named:)``.
public struct StudyReader: Sendable {
  private var state: StudyState

  /// Creates the copy of a study of which nothing has been read.
  public init(_ study: StudyDescription) {
    state = StudyState(study)
  }

  /// Applies the next changes; those that the rules refuse have no effect.
  ///
  /// - Complexity: O(*k*) for *k* changes, unless a snapshot is kept, which is then copied.
  public mutating func apply(_ batch: StorageBatch) {
    state.apply(batch)
  }

  /// The study after all applied changes.
  public var snapshot: StudySnapshot { state.snapshot }

  /// Whether the study was deleted.
  public var isDeleted: Bool { state.isDeleted }
}
