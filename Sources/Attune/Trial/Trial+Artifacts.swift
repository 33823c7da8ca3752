extension Trial {
  /// Saves bytes in a file of this trial, and replaces an earlier file of that name.
  ///
  /// For data too large for a checkpoint, such as the weights of a network. The file is in a folder
  /// beside the journal. A resumed attempt can read it, and it remains when the trial has finished.
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
  /// - Throws: ``TrialError`` when the study is not in a journal, or the name is invalid;
  ///   ``StorageError`` when the file cannot be written, with the path and the reason of the
  ///   system; `CancellationError`, after writing, when the study is being interrupted.
  /// - Complexity: O(*n*) for *n* bytes.
  public func saveArtifact(named name: String, _ bytes: some Sequence<UInt8>) throws {
    // The file of a worker that has taken the trial over must not be replaced.
    try backend.checkOwnership()
    try artifacts(name).write(Array(bytes), to: name)
    try backend.checkCancellation()
  }

  /// The content of a file that this attempt or an earlier one saved; nil if there is none.
  ///
  /// - Throws: As ``saveArtifact(named:_:)`` does.
  /// - Complexity: O(*n*) for *n* bytes.
  public func artifact(named name: String) throws -> [UInt8]? {
    try artifacts(name).read(name)
  }

  /// The path of the file with a name, for tools that read and write files themselves.
  ///
  /// The folder is created; the file need not exist. A tool should write to a file of another name
  /// and rename it, since a crash may leave a partial file. ``artifact(named:)`` does not read
  /// symbolic links.
  ///
  /// - Throws: As ``saveArtifact(named:_:)`` does.
  public func artifactPath(named name: String) throws -> String {
    let folder = try artifacts(name)
    try folder.create()
    return folder.path(of: name)
  }

  /// Creates an empty file with a name, and replaces an earlier one.
  ///
  /// - Returns: Its path and its open descriptor, which the caller must close.
  ///
  /// - Throws: As ``saveArtifact(named:_:)`` does.
  package func createArtifact(
    named name: String
  ) throws -> (path: String, descriptor: Int32) {
    let folder = try artifacts(name)
    return (folder.path(of: name), try folder.createEmpty(name))
  }

  private func artifacts(_ name: String) throws -> ArtifactFolder {
    guard ArtifactFolder.isValid(name: name) else {
      throw TrialError(
        .invalidName,
        "trial \(number) cannot have an artifact named \"\(name)\": give a name that is not "
          + "empty, has no slash and does not start with a period")
    }
    guard let folder = backend.artifacts else {
      throw TrialError(
        .noArtifacts,
        "trial \(number) cannot save files, since its study is not in a journal; "
          + "give the study a storage such as .journal(\"study.journal\")")
    }
    return folder
  }
}
