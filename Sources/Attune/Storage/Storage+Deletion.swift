extension Storage {
  /// Deletes the study of a name, with its trials.
  ///
  /// Workers of this library that are at it end with an error at their next step. A journal keeps the
  /// records of the study all the same; ``JournalStorage/compact(to:)`` leaves them out. Files that
  /// trials have kept beside a journal stay where they are.
  ///
  /// - Returns: Whether there was such a study.
  /// - Throws: ``StorageError`` when the storage cannot be read or written.
  /// - Complexity: O(*n*) for *n* records.
  @discardableResult
  public func deleteStudy(named name: String) throws(StorageError) -> Bool {
    let replica = Replica(
      storage: self, worker: "\(UUID.random())-\(ProcessIdentity.current.number)")
    try replica.refresh()
    var isDeleted = false
    // A journal is created by the first append, which looking for a study should not do.
    guard replica.read({ $0.study(named: name) }) != nil else { return false }
    try replica.commit { state throws(StorageError) in
      guard let study = state.study(named: name) else { return [] }
      isDeleted = true
      return [.deleteStudy(study.id)]
    }
    return isDeleted
  }
}
