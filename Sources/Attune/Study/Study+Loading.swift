import Synchronization

extension Study {
  /// Opens an existing study of any program, without recording anything.
  ///
  /// It is for programs that read the study, enqueue trials, record results, or ask for single trials:
  /// the recorded sampler and pruner are not replaced, and the directions are the recorded ones. To
  /// create a study or to run it, use the other initializers.
  ///
  /// - Parameters:
  ///   - name: The name of the study in its storage.
  ///   - storage: The storage that holds its trials.
  ///   - sampler: The sampler of trials that this object starts.
  ///   - pruner: The pruner of trials that this object starts.
  ///   - artifacts: The store for files of trials; nil for that of the storage.
  /// - Throws: ``StudyError`` when there is no such study; ``StorageError``.
  /// - Complexity: O(*n*) for *n* records in the storage.
  public convenience init(
    loading name: String, storage: some Storage, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median(), artifacts: (any ArtifactStore)? = nil
  ) throws {
    try self.init(
      loading: name, storage: storage, sampler: sampler, pruner: pruner, artifacts: artifacts,
      environment: .current)
  }

  /// Opens the only study of a storage, without recording anything.
  ///
  /// Otherwise the same as the initializer with a name; `load_study(study_name=None)` in Optuna.
  ///
  /// - Throws: ``StudyError`` when there is no study, or more than one; ``StorageError``.
  public convenience init(
    loadingOnlyStudyIn storage: some Storage, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median(), artifacts: (any ArtifactStore)? = nil
  ) throws {
    try self.init(
      loading: nil, storage: storage, sampler: sampler, pruner: pruner, artifacts: artifacts,
      environment: .current)
  }

  /// Opens a study in an environment that tests can replace.
  ///
  /// - Parameter name: The name of the study; nil for the only one.
  convenience init(
    loading name: String?, storage: any Storage, sampler: any Sampler, pruner: any Pruner,
    artifacts: (any ArtifactStore)? = nil, environment: Environment
  ) throws {
    let name = try name ?? Self.onlyStudy(in: storage)
    guard let replica = try Replica.open(name, in: storage, worker: environment.newWorker()) else {
      throw StudyError(
        .missing,
        "there is no study \"\(name)\"\(storage.inDisplayName); create it, or give another name")
    }
    self.init(
      replica, seed: replica.read(\.snapshot.seed) ?? Self.newSeed(), sampler: sampler,
      pruner: pruner, artifacts: artifacts, interruptedTrials: .resume(), lease: .seconds(600),
      environment: environment)
    // The sampler and the pruner given here do not replace the recorded ones.
    hasComparedStrategies.store(true, ordering: .relaxed)
  }

  /// Returns the name of the only study of a storage.
  private static func onlyStudy(in storage: any Storage) throws -> String {
    let studies = try storage.listStudies()
    if studies.count == 1 { return studies[0].name }
    let inStorage = storage.inDisplayName
    throw studies.isEmpty
      ? StudyError(.missing, "there is no study\(inStorage); create one")
      : StudyError(
        .mismatch,
        "there are \(studies.count) studies\(inStorage); give the name of one of them: "
          + studies.map { "\"\($0.name)\"" }.joined(separator: ", "))
  }
}

extension Environment {
  /// Returns a unique identifier for a worker of this process.
  func newWorker() -> String { "\(UUID.random())-\(process.number)" }
}

extension Storage {
  /// The end of a phrase in messages: ` in ` and the name of the storage; empty in memory.
  package var inDisplayName: String { displayName.map { " in \($0)" } ?? "" }
}
