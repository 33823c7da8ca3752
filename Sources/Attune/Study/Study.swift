import Dispatch
import Synchronization

/// A search for the best parameters of an objective: its trials, with their sampler and pruner.
///
/// ```swift
/// let study = try Study("digits", storage: .journal("digits.journal"))
/// try study.optimize(trials: 100) { trial in
///   let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
///   return train(rate)
/// }
/// ```
///
/// A study in a journal is resumed if the journal holds it, and created otherwise. It can be used from any
/// thread, and from several processes at once.
public final class Study: Sendable {
  /// The name, unique within its storage.
  public let name: String
  /// Whether each objective value is minimized or maximized.
  public let directions: [Direction]
  /// The seed of all random numbers of the study, recorded with it.
  public let seed: UInt64
  /// The algorithm that proposes values.
  public let sampler: any Sampler
  /// The algorithm that ends unpromising trials early.
  public let pruner: any Pruner

  /// The handling of running trials whose worker is lost.
  let interruptionPolicy: InterruptionPolicy

  /// Whether the sampler and the pruner have been compared with the recorded ones.
  let hasComparedStrategies = Atomic(false)

  /// The time within which a worker records at least one heartbeat.
  let lease: Duration

  let replica: Replica
  let id: Int

  /// The values that all trials of the study use.
  let shared: RecordedTrial.SharedContext

  /// The content of a new trial, which names its worker; created once, so that all trials share it.
  let newTrial: TrialTemplate

  /// The listeners to events of the study.
  let listeners: StudyListeners

  /// The flag of trials that no run can interrupt.
  static let neverCancelled = CancellationFlag()

  /// The running trials of this process.
  let active = Mutex(ActiveTrials())

  let environment: Environment

  /// How often ``stop()`` has been called.
  let stopRequests = Atomic(0)

  /// The enqueued values that trials of this process did not ask for.
  let unusedNames = Mutex(UnusedNames())

  /// Monitors the workers whose processes are not visible from here.
  let watch: HeartbeatMonitor

  // A separate queue has its own thread, however busy the objectives keep all others.
  let renewalQueue = DispatchQueue(label: "attune.leases")

  /// Whether other processes can read and write the study.
  var isShared: Bool { replica.isShared }

  /// Creates a study, or resumes it if the storage holds it.
  ///
  /// - Parameters:
  ///   - name: The name of the study in its storage.
  ///   - direction: Whether the objective value is minimized or maximized.
  ///   - storage: The storage that records the trials.
  ///   - sampler: The algorithm that proposes values.
  ///   - pruner: The algorithm that ends unpromising trials early.
  ///   - seed: The seed of all random numbers. It is recorded with a new study, and drawn if omitted; an
  ///     existing study keeps its seed.
  ///   - opening: Whether the study must be new, must exist, or either.
  ///   - artifacts: The store for files of trials; nil for that of the storage: beside a journal, a folder.
  ///   - interruptedTrials: The handling of running trials whose worker is lost.
  ///   - lease: The time without a heartbeat after which workers that cannot see each other's processes, on
  ///     other machines and in other containers, consider a worker lost. Heartbeats are a third of it
  ///     apart. On its own machine a running process is never considered lost.
  /// - Throws: ``StudyError`` when the study exists with another direction or seed, or against `opening`;
  ///   ``StorageError``.
  /// - Precondition: `lease` is positive.
  /// - Complexity: O(*n*) for *n* changes of the study; a journal also reads its other studies.
  public convenience init(
    _ name: String = "study", direction: Direction = .minimize,
    storage: some Storage = .inMemory, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median(), seed: UInt64? = nil, opening: StudyOpening = .createOrResume,
    artifacts: (any ArtifactStore)? = nil, interruptedTrials: InterruptionPolicy = .resume(),
    lease: Duration = .seconds(600)
  ) throws {
    try self.init(
      name, directions: [direction], storage: storage, sampler: sampler, pruner: pruner, seed: seed,
      opening: opening, artifacts: artifacts, interruptedTrials: interruptedTrials, lease: lease)
  }

  /// Creates a multi-objective study, or resumes it if the storage holds it.
  ///
  /// The objective returns a value for each direction. The best trials are the Pareto-optimal ones.
  ///
  /// - Throws: The same errors as the initializer with one direction.
  /// - Precondition: There is at least one direction; `lease` is positive.
  public convenience init(
    _ name: String = "study", directions: [Direction], storage: some Storage = .inMemory,
    sampler: some Sampler = .tpe(), pruner: some Pruner = .median(), seed: UInt64? = nil,
    opening: StudyOpening = .createOrResume, artifacts: (any ArtifactStore)? = nil,
    interruptedTrials: InterruptionPolicy = .resume(), lease: Duration = .seconds(600)
  ) throws {
    try self.init(
      name, directions: directions, storage: storage, sampler: sampler, pruner: pruner, seed: seed,
      opening: opening, artifacts: artifacts, interruptedTrials: interruptedTrials, lease: lease,
      environment: .current)
  }

  /// Creates or resumes a study in an environment that tests can replace.
  convenience init(
    _ name: String, directions: [Direction], storage: any Storage, sampler: any Sampler,
    pruner: any Pruner, seed: UInt64?, opening: StudyOpening = .createOrResume,
    artifacts: (any ArtifactStore)? = nil, interruptedTrials: InterruptionPolicy, lease: Duration,
    environment: Environment
  ) throws {
    precondition(!directions.isEmpty, "a study needs a direction")
    precondition(lease > .zero, "a lease cannot take \(lease)")
    let (replica, seed) = try Self.open(
      name, directions, in: storage, seed: seed, Self.strategies(sampler, pruner), opening,
      environment)
    self.init(
      replica, seed: seed, sampler: sampler, pruner: pruner, artifacts: artifacts,
      interruptedTrials: interruptedTrials, lease: lease, environment: environment)
  }

  /// Opens a study of a replica.
  init(
    _ replica: Replica, seed: UInt64, sampler: any Sampler, pruner: any Pruner,
    artifacts: (any ArtifactStore)?, interruptedTrials: InterruptionPolicy, lease: Duration,
    environment: Environment
  ) {
    let description = replica.read(\.description)
    name = description.name
    directions = description.directions
    self.replica = replica
    id = description.id
    self.seed = seed
    self.sampler = sampler
    self.pruner = pruner
    interruptionPolicy = interruptedTrials
    self.lease = lease
    self.environment = environment
    watch = HeartbeatMonitor(environment: environment)
    let owner = TrialOwner(
      worker: replica.worker, process: environment.process, attempt: 1,
      lease: replica.isShared ? lease : nil)
    newTrial = TrialTemplate(systemAttributes: [SystemAttribute.owner: owner.json])
    listeners = StudyListeners { [replica] in replica.history }
    shared = RecordedTrial.SharedContext(
      replica: replica, seed: seed, directions: directions, sampler: sampler, pruner: pruner,
      artifacts: artifacts ?? replica.storage.artifactStore, environment: environment,
      lease: lease, hasReported: listeners.notice,
      hasLeftPlan: listeners.tellSampledIndependently(_:trial:))
  }

  /// A random seed, below 2^53 so that any reader of the journal can represent it as a double.
  static func newSeed() -> UInt64 { UInt64.random(in: 0..<1 << 53) }

  /// Opens the study with a name, or creates it.
  private static func open(
    _ name: String, _ directions: [Direction], in storage: any Storage, seed wantedSeed: UInt64?,
    _ strategies: [RecordedStrategy], _ opening: StudyOpening, _ environment: Environment
  ) throws -> (replica: Replica, seed: UInt64) {
    let worker = environment.newWorker()
    let seed = wantedSeed ?? newSeed()
    while true {
      if let replica = try Replica.open(name, in: storage, worker: worker) {
        try check(replica, directions, opening)
        let recorded = try recordMissing(seed, strategies, in: replica)
        if let wantedSeed, wantedSeed != recorded {
          throw StudyError(
            .mismatch,
            "the study \"\(name)\"\(storage.inDisplayName) was started with seed \(recorded) and cannot "
              + "continue with \(wantedSeed); omit the seed, or give another name")
        }
        return (replica, recorded)
      }
      guard opening.permits(existing: false) else {
        throw StudyError(
          .missing,
          "there is no study \"\(name)\"\(storage.inDisplayName); create it, or give another name")
      }
      var attributes: JSONObject = [SystemAttribute.seed: .string(String(seed))]
      for strategy in strategies { attributes[strategy.key] = .string(strategy.text) }
      let template = StudyTemplate(
        name: name, directions: directions, systemAttributes: attributes)
      // Another process may create the study first; then it is opened.
      if let id = try storage.createStudy(template) {
        let study = StudyDescription(id: id, name: name, directions: directions)
        let replica = Replica(StudyState(study), in: storage, at: .start, worker: worker)
        try replica.refresh()
        return (replica, seed)
      }
    }
  }

  private static func check(
    _ replica: Replica, _ directions: [Direction], _ opening: StudyOpening
  ) throws {
    let study = replica.read(\.description)
    let inStorage = replica.storage.inDisplayName
    guard opening.permits(existing: true) else {
      throw StudyError(
        .alreadyExists,
        "the study \"\(study.name)\"\(inStorage) exists already; resume it, or give another name")
    }
    guard study.directions == directions else {
      throw StudyError(
        .mismatch,
        "the study \"\(study.name)\"\(inStorage) has the directions \(study.directions), not "
          + "\(directions); request those, or give another name")
    }
  }

  /// Records the seed and the strategies in a study of another program, and returns its seed.
  private static func recordMissing(
    _ seed: UInt64, _ strategies: [RecordedStrategy], in replica: Replica
  ) throws -> UInt64 {
    func missing(in study: StudyState) -> (operations: [StorageOperation], seed: UInt64) {
      let recordedSeed = study.snapshot.seed
      let all =
        [(SystemAttribute.seed, String(seed))].filter { _ in recordedSeed == nil }
        + strategies.map { ($0.key, $0.text) }.filter { study.systemAttributes[$0.0] == nil }
      return (
        all.map { .setStudySystemAttribute(key: $0, value: .string($1)) }, recordedSeed ?? seed
      )
    }
    let (operations, recordedSeed) = replica.read(missing)
    if operations.isEmpty { return recordedSeed }
    return try replica.commit { study throws(StorageError) in
      let (operations, seed) = missing(in: study)
      return (study.isDeleted ? [] : operations, seed)
    }
  }
}

// MARK: - What is known

extension Study {
  /// All trials by number, as last read from the storage: a value that does not change.
  ///
  /// - Complexity: O(1).
  public var trials: TrialHistory {
    // They include the parameters that this process has given out.
    shared.deferredRecording.recordAll()
    return replica.history
  }

  /// The complete, feasible trial with the best value; nil when there is none, and in a multi-objective
  /// study.
  ///
  /// - Complexity: O(1).
  public var bestTrial: TrialSnapshot? { trials.bestTrial }

  /// The value of the best trial.
  ///
  /// - Complexity: O(1).
  public var bestValue: Double? { bestTrial?.value }

  /// The parameters of the best trial; nil when there is none.
  ///
  /// - Complexity: O(1).
  public var bestParameters: ParameterList? { bestTrial?.parameters }

  /// The best complete, feasible trials, best first; of equal values the one with the lower number first.
  ///
  /// - Parameter count: The largest number of trials to return.
  /// - Returns: Fewer trials if there are fewer; none in a multi-objective study, see ``bestTrials``.
  /// - Precondition: `count` is not negative.
  /// - Complexity: O(*n* log *n*) for *n* trials.
  public func best(_ count: Int) -> [TrialSnapshot] { trials.best(count) }

  /// The configuration with the best estimate, which for a noisy objective is a better choice than ``bestTrial``;
  /// nil when there is none, and in a multi-objective study.
  ///
  /// See ``TrialHistory/recommended``.
  public var recommended: Recommendation? { trials.recommended }

  /// The Pareto-optimal trials among the complete, feasible ones.
  ///
  /// - Complexity: At most O(*n*²) for *n* trials.
  public var bestTrials: [TrialSnapshot] { trials.bestTrials }

  /// The study as last read from the storage: a value that does not change.
  ///
  /// - Complexity: O(1).
  public var snapshot: StudySnapshot { replica.read(\.snapshot) }

  /// The user attributes of the study.
  public var userAttributes: JSONObject { replica.read(\.userAttributes) }

  /// Reads what other processes have recorded.
  ///
  /// Starting a trial also reads them.
  ///
  /// - Throws: ``StorageError``.
  public func refresh() throws {
    try replica.refresh()
    listeners.notice()
  }

  /// Sets a user attribute of the study.
  ///
  /// - Throws: ``StudyError`` when the study was deleted; ``StorageError``.
  public func setUserAttribute(_ name: String, to value: some JSONConvertible) throws {
    try commit { _ throws(StorageError) in
      ([.setStudyUserAttribute(key: name, value: value.jsonValue)], ())
    }
  }

  /// Sets the names of the objective values in tables, plots, reports and the dashboard.
  ///
  /// As `set_metric_names` of Optuna; the names can be changed later.
  ///
  /// - Parameter names: A name for each direction, in their order.
  /// - Throws: ``StudyError`` when there are more or fewer directions, a name comes twice, or the study was
  ///   deleted; ``StorageError``.
  public func setObjectiveNames(_ names: [String]) throws {
    guard names.count == directions.count, Set(names.map { Name($0) }).count == names.count else {
      throw StudyError(
        .invalidValue,
        "the objective values of \"\(name)\" cannot be called \(names); give a different name for each of "
          + "the directions \(directions)")
    }
    try commit { _ throws(StorageError) in
      let value = JSONValue.array(names.map { .string($0) })
      return ([.setStudySystemAttribute(key: SystemAttribute.metricNames, value: value)], ())
    }
  }

  /// Records the operations that a closure decides on, unless the study was deleted.
  ///
  /// - Parameters:
  ///   - decide: As in ``Replica/commit(deciding:conclude:)``.
  ///   - conclude: As there.
  @discardableResult
  func commit<Outcome: Sendable>(
    deciding decide: (StudyState) throws(StorageError) -> Replica.Decision<Outcome>,
    conclude: (Outcome) -> Void = { _ in }
  ) throws -> Outcome {
    let outcome: Outcome? = try replica.commit { study throws(StorageError) in
      if study.isDeleted { return ([], nil) }
      let (operations, outcome) = try decide(study)
      return (operations, .some(outcome))
    } conclude: { outcome in
      if let outcome { conclude(outcome) }
    }
    guard let outcome else {
      throw StudyError(.deleted, "the study \"\(name)\" was deleted; create it again")
    }
    return outcome
  }
}
