extension Trial {
  /// Saves bytes in a file of this trial, and replaces an earlier file of that name.
  ///
  /// For data too large for a checkpoint, such as the weights of a network. The file is in the store of
  /// the study, which is a folder beside a journal unless the study names another one. A resumed attempt
  /// can read it, and it remains when the trial has finished, see ``Study/artifact(named:ofTrial:)``. It
  /// is recorded as Optuna records artifacts.
  /// It is written atomically: after a crash it is the new file or the earlier one. A checkpoint
  /// that belongs to a file should contain its name, and be saved after it:
  ///
  /// ```swift
  /// try trial.saveArtifact(named: "weights-\(epoch)", network.weights)
  /// try trial.saveCheckpoint(["epoch": epoch])
  /// ```
  ///
  /// - Parameters:
  ///   - name: The name of the file within the trial: not empty, without slashes and null
  ///     characters, and not starting with a period.
  ///   - bytes: The content.
  /// - Throws: ``TrialError`` when the study has no store for files, or the name is invalid;
  ///   ``StorageError`` when the file cannot be written, with the path and the reason of the
  ///   system; `CancellationError`, after writing, when the study is being interrupted.
  /// - Complexity: O(*n*) for *n* bytes.
  public func saveArtifact(named name: String, _ bytes: some Sequence<UInt8>) throws {
    // The file of a worker that has taken the trial over must not be replaced.
    try backend.checkOwnership()
    let (store, key) = try artifact(name)
    try store.write(Array(bytes), as: key)
    try backend.recordArtifact(key)
    try backend.checkCancellation()
  }

  /// The content of a file that this attempt or an earlier one saved; nil if there is none.
  ///
  /// A promoted trial without such a file gets that of the trial with the next smaller budget that has one, see
  /// ``budget``.
  ///
  /// - Throws: As ``saveArtifact(named:_:)`` does.
  /// - Complexity: O(*n*) for *n* bytes.
  public func artifact(named name: String) throws -> [UInt8]? {
    let (store, key) = try artifact(name)
    if let bytes = try store.read(key) { return bytes }
    for trial in backend.lowerRungs {
      if let bytes = try store.read(try backend.artifactKey(name, of: trial)) { return bytes }
    }
    return nil
  }

  /// The path of the file with a name, for tools that read and write files themselves.
  ///
  /// The folder is created; the file need not exist, and is recorded as one of the trial. A tool should
  /// write to a file of another name and rename it, since a crash may leave a partial file.
  /// ``artifact(named:)`` does not read symbolic links.
  ///
  /// - Throws: As ``saveArtifact(named:_:)`` does; ``TrialError`` when the store is not a folder.
  public func artifactPath(named name: String) throws -> String {
    let (store, key) = try artifact(name)
    guard let path = try store.path(of: key) else {
      throw TrialError(
        .noArtifacts,
        "the files of trial \(number) have no paths, since they are not in a folder; save them with "
          + "saveArtifact(named:_:)")
    }
    try backend.recordArtifact(key)
    return path
  }

  /// Creates an empty file with a name, and replaces an earlier one.
  ///
  /// - Returns: Its path and its open descriptor, which the caller must close.
  ///
  /// - Throws: As ``artifactPath(named:)`` does.
  package func createArtifact(
    named name: String
  ) throws -> (path: String, descriptor: Int32) {
    let path = try artifactPath(named: name)
    let (store, key) = try artifact(name)
    guard let folder = store as? ArtifactFolder else { return (path, -1) }
    return (path, try folder.createEmpty(key))
  }

  private func artifact(_ name: String) throws -> (store: any ArtifactStore, key: ArtifactKey) {
    let key = try backend.artifactKey(name)
    guard let store = backend.artifacts else {
      throw TrialError(
        .noArtifacts,
        "trial \(number) cannot save files, since its study has no place for them; give it one, such "
          + "as artifacts: .folder(\"artifacts\"), or a storage such as .journal(\"study.journal\")"
      )
    }
    return (store, key)
  }
}
