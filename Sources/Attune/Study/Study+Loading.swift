import Synchronization

extension Study {
  /// Opens a study that exists, whichever program made it, without recording anything.
  ///
  /// The way in for whoever looks, enqueues, tells, or asks for single trials: the study keeps the
  /// sampler and the pruner that it is recorded with, and is not given any. Its directions are those it
  /// has. To create a study or to carry it on, use the other initializers.
  ///
  /// - Parameters:
  ///   - name: Names the study within its storage.
  ///   - storage: Where its trials are recorded.
  ///   - sampler: What proposes values for trials that are started here.
  ///   - pruner: What gives up trials that are started here.
  /// - Throws: ``StudyError`` when there is no such study; ``StorageError``.
  /// - Complexity: O(*n*) for *n* records in the storage.
  public convenience init(
    loading name: String, storage: some Storage, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median()
  ) throws {
    try self.init(
      loading: name, storage: storage, sampler: sampler, pruner: pruner, host: Host())
  }

  /// Opens a study in a world that tests can make up.
  convenience init(
    loading name: String, storage: any Storage, sampler: any Sampler, pruner: any Pruner,
    host: Host
  ) throws {
    let replica = Replica(storage: storage, host: host)
    try replica.refresh()
    guard let record = replica.read({ $0.study(named: name) }) else {
      let place = storage.location.map { " in \($0)" } ?? ""
      throw StudyError(
        .missing, "there is no study \"\(name)\"\(place); create it, or give another name")
    }
    self.init(
      name, record.directions, replica, id: record.id,
      seed: record.snapshot.seed ?? Self.newSeed(), sampler: sampler, pruner: pruner,
      interruptedTrials: .resume(), lease: .seconds(600), host: host)
    // Nobody is told of changes by a study that does not make any.
    hasComparedStrategies.store(true, ordering: .relaxed)
  }
}

extension Replica {
  /// Creates the replica of a worker in this process.
  convenience init(storage: any Storage, host: Host) {
    self.init(storage: storage, worker: "\(UUID.random())-\(host.process.number)")
  }
}
