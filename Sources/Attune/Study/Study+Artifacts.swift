extension Study {
  /// The content of a file that a trial has saved; nil if there is none.
  ///
  /// The trial may be running or finished. ``TrialSnapshot/artifactNames`` lists its files.
  ///
  /// - Parameters:
  ///   - name: The name of the file within the trial.
  ///   - number: The number of the trial.
  /// - Throws: ``TrialError`` when the study has no store for files, or the name is invalid;
  ///   ``StorageError`` when the file cannot be read.
  /// - Complexity: O(*n*) for *n* bytes.
  public func artifact(named name: String, ofTrial number: Int) throws -> [UInt8]? {
    let store = try artifactStore()
    let records = trials.indices.contains(number) ? trials[number].artifactRecords : []
    return try store.read(try artifactKey(name, number, in: records))
  }

  /// Checks that trials can save a file of a name, so that the error comes before the first trial.
  ///
  /// - Throws: ``TrialError`` when the study has no store for files; ``StorageError`` with the reason
  ///   when a file cannot be created.
  package func prepareArtifacts(for name: String) throws {
    try artifactStore().prepare(for: artifactKey(name, 0, in: []))
  }

  private func artifactKey(
    _ name: String, _ number: Int, in records: [ArtifactRecord]
  ) throws -> ArtifactKey {
    try shared.artifactKey(name, ofTrial: number, in: records)
  }

  private func artifactStore() throws -> any ArtifactStore {
    guard let store = shared.artifacts else {
      throw TrialError(
        .noArtifacts,
        "the study \"\(name)\" has no place for files of trials; give it one, such as "
          + "artifacts: .folder(\"artifacts\"), or a storage such as .journal(\"study.journal\")")
    }
    return store
  }
}
