extension Study {
  /// Creates a study in a journal file, or resumes it.
  ///
  /// `storage: "digits.journal"` means `storage: .journal("digits.journal")`. A URL such as
  /// `sqlite:///digits.db` is an error: `storage: .at("sqlite:///digits.db")` of the module
  /// `AttuneDatabases` opens it.
  ///
  /// - Throws: The same errors as the initializer with a storage; ``StorageError`` for a URL.
  /// - Precondition: `lease` is positive.
  public convenience init(
    _ name: String = "study", direction: Direction = .minimize, storage path: String,
    sampler: some Sampler = .tpe(), pruner: some Pruner = .median(), seed: UInt64? = nil,
    opening: StudyOpening = .createOrResume, artifacts: (any ArtifactStore)? = nil,
    interruptedTrials: InterruptionPolicy = .resume(), lease: Duration = .seconds(600)
  ) throws {
    try self.init(
      name, directions: [direction], storage: path, sampler: sampler, pruner: pruner, seed: seed,
      opening: opening, artifacts: artifacts, interruptedTrials: interruptedTrials, lease: lease)
  }

  /// Creates a multi-objective study in a journal file, or resumes it.
  ///
  /// `storage` is the path of the journal. A URL such as `sqlite:///digits.db` is an error.
  ///
  /// - Throws: The same errors as the initializer with a storage; ``StorageError`` for a URL.
  /// - Precondition: There is at least one direction; `lease` is positive.
  public convenience init(
    _ name: String = "study", directions: [Direction], storage path: String,
    sampler: some Sampler = .tpe(), pruner: some Pruner = .median(), seed: UInt64? = nil,
    opening: StudyOpening = .createOrResume, artifacts: (any ArtifactStore)? = nil,
    interruptedTrials: InterruptionPolicy = .resume(), lease: Duration = .seconds(600)
  ) throws {
    try self.init(
      name, directions: directions, storage: try JournalStorage(checkingPath: path),
      sampler: sampler, pruner: pruner, seed: seed, opening: opening,
      artifacts: artifacts, interruptedTrials: interruptedTrials, lease: lease)
  }

  /// Opens an existing study in a journal file, without recording anything.
  ///
  /// `storage` is the path of the journal. A URL such as `sqlite:///digits.db` is an error.
  ///
  /// - Throws: The same errors as the initializer with a storage; ``StorageError`` for a URL.
  public convenience init(
    loading name: String, storage path: String, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median()
  ) throws {
    try self.init(
      loading: name, storage: try JournalStorage(checkingPath: path), sampler: sampler,
      pruner: pruner)
  }

  /// Opens the only study of a journal file, without recording anything.
  ///
  /// `path` is the path of the journal. A URL such as `sqlite:///digits.db` is an error.
  ///
  /// - Throws: As the initializer with a storage does; ``StorageError`` for a URL.
  public convenience init(
    loadingOnlyStudyIn path: String, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median()
  ) throws {
    try self.init(
      loadingOnlyStudyIn: try JournalStorage(checkingPath: path), sampler: sampler, pruner: pruner)
  }
}

extension JournalStorage {
  /// Creates the storage of a journal file, unless its path looks like the URL of a database.
  fileprivate convenience init(checkingPath path: String) throws(StorageError) {
    guard !path.contains("://") else {
      throw StorageError(
        .unreadable,
        "\"\(MaskedArguments.masking(path))\" is a URL, not the path of a journal; give a path such as "
          + "\"study.journal\", or import the module AttuneDatabases, whose `storage: .at(\"...\")` "
          + "opens the URL of a database")
    }
    self.init(path: path)
  }
}
