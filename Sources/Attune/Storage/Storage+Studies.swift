extension Storage {
  /// Returns snapshots of the studies in the storage, in the order of their creation.
  ///
  /// Includes studies created by other programs. Records nothing.
  ///
  /// - Throws: ``StorageError`` when the storage cannot be read or its records are invalid.
  /// - Complexity: O(*n*) for *n* records.
  public func studies() throws(StorageError) -> [StudySnapshot] {
    let replica = Replica(storage: self, worker: "")
    try replica.refresh()
    return replica.read { state in
      state.studies.filter { state.isLive($0.id) }.map(\.snapshot)
    }
  }

  /// Returns a snapshot of the study with the given name, or nil if there is none.
  ///
  /// - Throws: ``StorageError`` when the storage cannot be read or its records are invalid.
  /// - Complexity: O(*n*) for *n* records.
  public func study(named name: String) throws(StorageError) -> StudySnapshot? {
    try studies().first { $0.name.isIdentical(to: name) }
  }
}

extension StudyRecord {
  /// The study as an immutable value.
  var snapshot: StudySnapshot {
    StudySnapshot(
      name: name, trials: history, userAttributes: userAttributes,
      systemAttributes: systemAttributes)
  }
}
