extension Trial {
  /// Keeps bytes in a file of this trial, in place of an earlier one of that name.
  ///
  /// For what is too large for a checkpoint, as the weights of a network. The file stands in a folder
  /// beside the journal, is there for an attempt that enters the trial again, and stays when the trial
  /// has finished. It is written as a whole or not at all: after a crash the file is the new one or
  /// the earlier one. A checkpoint that goes with a file should name it, and be saved after it:
  ///
  /// ```swift
  /// try trial.saveArtifact(named: "weights-\(epoch)", network.weights)
  /// try trial.saveCheckpoint(["epoch": epoch])
  /// ```
  ///
  /// - Parameters:
  ///   - name: Names the file within the trial: without slashes, and not starting with a point.
  ///   - bytes: What it is to hold.
  /// - Throws: ``TrialError`` when the study is not kept in a file, or the name is none;
  ///   ``StorageError`` when the file cannot be written, with the path and the system's reason;
  ///   `CancellationError`, after writing, when the study is being interrupted.
  /// - Complexity: O(*n*) for *n* bytes.
  public func saveArtifact(named name: String, _ bytes: some Sequence<UInt8>) throws {
    // The file of the worker that has taken the trial over must stay.
    try backend.checkOwnership()
    try artifacts(name).write(Array(bytes), to: name)
    try backend.checkCancellation()
  }

  /// The bytes of the file of a name that this attempt or an earlier one kept; nil when there is none.
  ///
  /// - Throws: As ``saveArtifact(named:_:)`` does.
  /// - Complexity: O(*n*) for *n* bytes.
  public func artifact(named name: String) throws -> [UInt8]? {
    try artifacts(name).read(name)
  }

  /// Where the file of a name is or is to be, for tools that read and write files themselves.
  ///
  /// The folder is created; the file need not exist. A tool should write a file of another name and
  /// rename it, or a crash may leave half of it. Only a file that is no symbolic link is read by
  /// ``artifact(named:)``.
  ///
  /// - Throws: As ``saveArtifact(named:_:)`` does.
  public func artifactPath(named name: String) throws -> String {
    let folder = try artifacts(name)
    try folder.create()
    return folder.path(of: name)
  }

  /// Creates the file of a name, empty, in place of an earlier one; returns its path and its open
  /// descriptor, which the caller has to close.
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
        "trial \(number) cannot have an artifact named \"\(name)\": a name is not empty, has no "
          + "slash and does not start with a point")
    }
    guard let folder = backend.artifacts else {
      throw TrialError(
        "trial \(number) has no place for files: its study is not kept in a journal; "
          + "give the study a storage such as .journal(\"study.journal\")")
    }
    return folder
  }
}
