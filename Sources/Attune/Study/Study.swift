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
  ///   - interruptedTrials: The handling of running trials whose worker is lost.
  ///   - lease: The time without a heartbeat after which workers that cannot see each other's processes, on
  ///     other machines and in other containers, consider a worker lost. Heartbeats are a third of it
  ///     apart. On its own machine a running process is never considered lost.
  /// - Throws: ``StudyError`` when the study exists with another direction or seed, or against `opening`;
  ///   ``StorageError``.
  /// - Precondition: `lease` is positive.
  /// - Complexity: O(*n*) for *n* records in the storage.
  public convenience init(
    _ name: String = "study", direction: Direction = .minimize,
    storage: some Storage = .inMemory, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median(), seed: UInt64? = nil, opening: StudyOpening = .createOrResume,
    interruptedTrials: InterruptionPolicy = .resume(), lease: Duration = .seconds(600)
  ) throws {
    try self.init(
      name, directions: [direction], storage: storage, sampler: sampler, pruner: pruner, seed: seed,
      opening: opening, interruptedTrials: interruptedTrials, lease: lease)
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
    opening: StudyOpening = .createOrResume,
    interruptedTrials: InterruptionPolicy = .resume(), lease: Duration = .seconds(600)
  ) throws {
    try self.init(
      name, directions: directions, storage: storage, sampler: sampler, pruner: pruner, seed: seed,
      opening: opening, interruptedTrials: interruptedTrials, lease: lease, environment: .current)
  }

  /// Creates or resumes a study in an environment that tests can replace.
  convenience init(
    _ name: String, directions: [Direction], storage: any Storage, sampler: any Sampler,
    pruner: any Pruner, seed: UInt64?, opening: StudyOpening = .createOrResume,
    interruptedTrials: InterruptionPolicy, lease: Duration, environment: Environment
  ) throws {
    precondition(!directions.isEmpty, "a study needs a direction")
    precondition(lease > .zero, "a lease cannot take \(lease)")
    let replica = Replica(storage: storage, environment: environment)
    let (id, seed) = try Self.open(
      name, directions, replica, seed, sampler, pruner, opening)
    self.init(
      name, directions, replica, id: id, seed: seed, sampler: sampler, pruner: pruner,
      interruptedTrials: interruptedTrials, lease: lease, environment: environment)
  }

  /// Opens a study of a replica.
  init(
    _ name: String, _ directions: [Direction], _ replica: Replica, id: Int, seed: UInt64,
    sampler: any Sampler, pruner: any Pruner, interruptedTrials: InterruptionPolicy,
    lease: Duration, environment: Environment
  ) {
    self.name = name
    self.directions = directions
    self.replica = replica
    self.id = id
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
    listeners = StudyListeners { [replica, id] in replica.history(of: id) }
    shared = RecordedTrial.SharedContext(
      replica: replica, studyID: id, seed: seed, directions: directions, sampler: sampler,
      pruner: pruner, environment: environment, lease: lease, hasReported: listeners.notice)
  }

  /// A random seed, below 2^53 so that any reader of the journal can represent it as a double.
  static func newSeed() -> UInt64 { UInt64.random(in: 0..<1 << 53) }

  private static func open(
    _ name: String, _ directions: [Direction], _ replica: Replica, _ wantedSeed: UInt64?,
    _ sampler: any Sampler, _ pruner: any Pruner, _ opening: StudyOpening
  ) throws -> (id: Int, seed: UInt64) {
    var id = 0
    var seed = wantedSeed ?? newSeed()
    var existing: StudyRecord?
    // A large journal should be read in parts; the append then has little left to read.
    try replica.refresh()
    let inLocation = replica.storage.location.map { " in \($0)" } ?? ""
    let isMissing = replica.read { $0.study(named: name) == nil }
    // An append would create the journal.
    if isMissing, !opening.permits(existing: false) {
      throw StudyError(
        .missing, "there is no study \"\(name)\"\(inLocation); create it, or give another name")
    }
    try replica.commit { state throws(StorageError) in
      existing = state.study(named: name)
      id = existing?.id ?? state.studies.count
      let recordedSeed = existing?.systemAttributes[SystemAttribute.seed]?.stringValue
        .flatMap { UInt64($0) }
      seed = recordedSeed ?? seed
      // An error below must not record anything.
      guard opening.permits(existing: existing != nil),
        (existing?.directions ?? directions) == directions, (wantedSeed ?? seed) == seed
      else {
        return []
      }
      var operations: [StorageOperation] = []
      if existing == nil { operations.append(.createStudy(name: name, directions: directions)) }
      if recordedSeed == nil {
        operations.append(
          .setStudySystemAttribute(
            study: id, key: SystemAttribute.seed, value: .string(String(seed))))
      }
      return operations + recording(sampler, pruner, id, in: existing)
    }
    if !opening.permits(existing: existing != nil) {
      throw existing == nil
        ? StudyError(.deleted, "the study \"\(name)\"\(inLocation) was deleted; create it again")
        : StudyError(
          .alreadyExists,
          "the study \"\(name)\"\(inLocation) exists already; resume it, or give another name")
    }
    if let existing, existing.directions != directions {
      throw StudyError(
        .mismatch,
        "the study \"\(name)\"\(inLocation) has the directions \(existing.directions), not "
          + "\(directions); request those, or give another name")
    }
    if let wantedSeed, wantedSeed != seed {
      throw StudyError(
        .mismatch,
        "the study \"\(name)\"\(inLocation) was started with seed \(seed) and cannot continue with "
          + "\(wantedSeed); omit the seed, or give another name")
    }
    return (id, seed)
  }
}

// MARK: - What is known

extension Study {
  /// All trials by number, as last read from the storage: a value that does not change.
  ///
  /// - Complexity: O(1).
  public var trials: TrialHistory { replica.history(of: id) }

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

  /// The Pareto-optimal trials among the complete, feasible ones.
  ///
  /// - Complexity: At most O(*n*²) for *n* trials.
  public var bestTrials: [TrialSnapshot] { trials.bestTrials }

  /// The study as last read from the storage: a value that does not change.
  ///
  /// - Complexity: O(1).
  public var snapshot: StudySnapshot { replica.read { $0.studies[id].snapshot } }

  /// The user attributes of the study.
  public var userAttributes: JSONObject { replica.read { $0.studies[id].userAttributes } }

  /// Reads what other processes have recorded.
  ///
  /// Starting, reporting to and finishing a trial also read them.
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
      [.setStudyUserAttribute(study: id, key: name, value: value.jsonValue)]
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
      [
        .setStudySystemAttribute(
          study: id, key: SystemAttribute.metricNames, value: .array(names.map { .string($0) }))
      ]
    }
  }

  /// Records the operations that a closure returns, unless the study was deleted.
  func commit(
    _ decide: (StorageState) throws(StorageError) -> [StorageOperation]
  ) throws {
    var isDeleted = false
    try replica.commit { state throws(StorageError) in
      isDeleted = !state.isLive(id)
      return isDeleted ? [] : try decide(state)
    }
    guard !isDeleted else {
      throw StudyError(.deleted, "the study \"\(name)\" was deleted; create it again")
    }
  }
}
