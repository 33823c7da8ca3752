extension Storage {
  /// Returns snapshots of the studies in the storage, in the order of their creation.
  ///
  /// Includes studies created by other programs. Records nothing. ``listStudies()`` does not read the
  /// trials.
  ///
  /// - Throws: ``StorageError`` when the storage cannot be read or its records are invalid.
  /// - Complexity: O(*n*) for *n* changes.
  public func studies() throws(StorageError) -> [StudySnapshot] {
    try read(nil)
  }

  /// Returns a snapshot of the study with the given name, or nil if there is none.
  ///
  /// - Throws: ``StorageError`` when the storage cannot be read or its records are invalid.
  /// - Complexity: O(*n*) for *n* changes of the study; a journal also reads its other studies.
  public func study(named name: String) throws(StorageError) -> StudySnapshot? {
    try read(name).first
  }

  private func read(_ name: String?) throws(StorageError) -> [StudySnapshot] {
    var studies: [Int: StudyState] = [:]
    try readStudies(named: name) { study, batch in
      studies[study.id, default: StudyState(study)].apply(batch)
    }
    return studies.values.filter { !$0.isDeleted }.sorted { $0.id < $1.id }.map(\.snapshot)
  }
}
