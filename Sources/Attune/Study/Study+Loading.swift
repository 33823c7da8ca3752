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
  /// - Throws: ``StudyError`` when there is no such study; ``StorageError``.
  /// - Complexity: O(*n*) for *n* records in the storage.
  public convenience init(
    loading name: String, storage: some Storage, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median()
  ) throws {
    try self.init(
      loading: name, storage: storage, sampler: sampler, pruner: pruner, environment: .current)
  }

  /// Opens the only study of a storage, without recording anything.
  ///
  /// Otherwise the same as the initializer with a name; `load_study(study_name=None)` in Optuna.
  ///
  /// - Throws: ``StudyError`` when there is no study, or more than one; ``StorageError``.
  public convenience init(
    loadingOnlyStudyIn storage: some Storage, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median()
  ) throws {
    try self.init(
      loading: nil, storage: storage, sampler: sampler, pruner: pruner, environment: .current)
  }

  /// Opens a study in an environment that tests can replace.
  ///
  /// - Parameter name: The name of the study; nil for the only one.
  convenience init(
    loading name: String?, storage: any Storage, sampler: any Sampler, pruner: any Pruner,
    environment: Environment
  ) throws {
    let replica = Replica(storage: storage, environment: environment)
    try replica.refresh()
    let record = try replica.read { state in
      Result { try Self.record(name, in: state, at: storage.location) }
    }.get()
    self.init(
      record.name, record.directions, replica, id: record.id,
      seed: record.snapshot.seed ?? Self.newSeed(), sampler: sampler, pruner: pruner,
      interruptedTrials: .resume(), lease: .seconds(600), environment: environment)
    // The sampler and the pruner given here do not replace the recorded ones.
    hasComparedStrategies.store(true, ordering: .relaxed)
  }

  /// The study of a name, or the only one.
  private static func record(
    _ name: String?, in state: StorageState, at location: String?
  ) throws -> StudyRecord {
    let inLocation = location.map { " in \($0)" } ?? ""
    if let name {
      if let record = state.study(named: name) { return record }
      throw StudyError(
        .missing, "there is no study \"\(name)\"\(inLocation); create it, or give another name")
    }
    let studies = state.studies.filter { state.isLive($0.id) }
    if studies.count == 1 { return studies[0] }
    throw studies.isEmpty
      ? StudyError(.missing, "there is no study\(inLocation); create one")
      : StudyError(
        .mismatch,
        "there are \(studies.count) studies\(inLocation); give the name of one of them: "
          + studies.map { "\"\($0.name)\"" }.joined(separator: ", "))
  }
}

extension Replica {
  /// Creates the replica of a worker in this process.
  convenience init(storage: any Storage, environment: Environment) {
    self.init(storage: storage, worker: "\(UUID.random())-\(environment.process.number)")
  }
}
