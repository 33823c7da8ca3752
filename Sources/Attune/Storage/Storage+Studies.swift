extension Storage {
  /// The studies in the storage, in the order of their creation, as they stand now.
  ///
  /// Nothing is recorded by this, and it does not matter which program made the studies.
  ///
  /// - Throws: ``StorageError`` when the storage cannot be read or its records make no sense.
  /// - Complexity: O(*n*) for *n* records.
  public func studies() throws(StorageError) -> [StudySnapshot] {
    let replica = Replica(storage: self, worker: "")
    try replica.refresh()
    return replica.read { state in
      state.studies.filter { state.isLive($0.id) }.map(\.snapshot)
    }
  }

  /// The study of a name as it stands now; nil when there is none.
  ///
  /// - Throws: As ``studies()`` does.
  /// - Complexity: O(*n*) for *n* records.
  public func study(named name: String) throws(StorageError) -> StudySnapshot? {
    try studies().first { $0.name.isIdentical(to: name) }
  }
}

extension StudyRecord {
  /// The study as a value for others.
  var snapshot: StudySnapshot {
    StudySnapshot(
      name: name, trials: history, userAttributes: userAttributes,
      systemAttributes: systemAttributes)
  }
}
