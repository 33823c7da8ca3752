extension Storage {
  /// Deletes the study with the given name and its trials.
  ///
  /// Workers of this library that are running the study fail with an error at their next step. A
  /// journal keeps the records of a deleted study; ``JournalStorage/compact(to:)`` omits them. The
  /// artifacts of its trials are not deleted.
  ///
  /// - Returns: Whether the study existed.
  /// - Throws: ``StorageError`` when the storage cannot be read or written.
  @discardableResult
  public func deleteStudy(named name: String) throws(StorageError) -> Bool {
    guard let study = try findStudy(named: name) else { return false }
    return try deleteStudy(study.id)
  }
}
