extension Storage {
  /// Deletes the study with the given name and its trials.
  ///
  /// Workers of this library that are running the study fail with an error at their next step. A
  /// journal keeps the records of a deleted study; ``JournalStorage/compact(to:)`` omits them. The
  /// artifacts of its trials, which are stored beside a journal, are not deleted.
  ///
  /// - Returns: Whether the study existed.
  /// - Throws: ``StorageError`` when the storage cannot be read or written.
  /// - Complexity: O(*n*) for *n* records.
  @discardableResult
  public func deleteStudy(named name: String) throws(StorageError) -> Bool {
    let replica = Replica(
      storage: self, worker: "\(UUID.random())-\(ProcessIdentity.current.number)")
    try replica.refresh()
    var isDeleted = false
    // The first append creates the journal file; do not append when there is nothing to delete.
    guard replica.read({ $0.study(named: name) }) != nil else { return false }
    try replica.commit { state throws(StorageError) in
      guard let study = state.study(named: name) else { return [] }
      isDeleted = true
      return [.deleteStudy(study.id)]
    }
    return isDeleted
  }
}
