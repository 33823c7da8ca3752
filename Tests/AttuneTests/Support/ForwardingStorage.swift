@testable import Attune

/// A storage that passes everything on to one in memory; tests replace some of it.
class ForwardingStorage: Storage, @unchecked Sendable {
  // Only the immutable property below is stored; subclasses add immutable or synchronized ones.
  let base = InMemoryStorage()

  var displayName: String? { nil }
  var isShared: Bool { false }

  func listStudies() throws(StorageError) -> [StudyDescription] { base.listStudies() }

  func createStudy(_ template: StudyTemplate) throws(StorageError) -> Int? {
    base.createStudy(template)
  }

  func deleteStudy(_ study: Int) throws(StorageError) -> Bool { base.deleteStudy(study) }

  func changes(
    in study: Int, after position: StoragePosition
  ) throws(StorageError) -> StorageBatch {
    base.changes(in: study, after: position)
  }

  func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    try base.commit(in: study, after: position, deciding: decide)
  }

  func recordHeartbeat(
    if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool {
    try base.recordHeartbeat(if: condition, in: study)
  }
}
