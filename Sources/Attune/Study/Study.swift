import Dispatch
import Synchronization

/// A search for the best parameters of an objective: its trials, and the strategies that make them.
///
/// ```swift
/// let study = try Study("digits", storage: .journal("digits.journal"))
/// try study.optimize(trials: 100) { trial in
///   let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
///   return train(rate)
/// }
/// ```
///
/// A study in a journal is created when the journal does not hold it, and continued otherwise. It can be
/// used from any thread, and from several processes at once.
public final class Study: Sendable {
  /// The name, unique within the storage.
  public let name: String
  /// What is wanted of the objective values, one direction for each.
  public let directions: [Direction]
  /// What all random numbers of the study derive from, recorded with it.
  public let seed: UInt64
  /// What proposes values.
  public let sampler: any Sampler
  /// What gives up hopeless trials.
  public let pruner: any Pruner

  /// What becomes of trials whose worker died.
  let interruptionPolicy: InterruptionPolicy

  /// Whether the sampler and the pruner have been compared with the recorded ones.
  let hasComparedStrategies = Atomic(false)

  /// In what time a worker gives a sign of life at least once.
  let lease: Duration

  let replica: Replica
  let id: Int

  /// What the trials of the study have in common.
  let environment: RecordedTrial.Environment

  /// What a new trial holds, who works on it above all; made once, so that all trials share it.
  let newTrial: TrialTemplate

  /// Who wants to know what happens.
  let listeners: StudyListeners

  /// For trials that no run can interrupt.
  static let neverCancelled = CancellationFlag()

  /// The trials that were started here and have not ended.
  let active = Mutex(ActiveTrials())

  let host: Host

  /// The enqueued values that trials of this process did not ask for.
  let unusedNames = Mutex(UnusedNames())

  /// Watches the workers that cannot be seen from here.
  let watch: HeartbeatMonitor

  // A queue of its own has a thread of its own, however busy the objectives keep all others.
  let renewalQueue = DispatchQueue(label: "attune.leases")

  /// Whether other processes can know the trials.
  var isShared: Bool { replica.isShared }

  /// Creates a study with one direction, or continues it where the storage holds it.
  ///
  /// - Parameters:
  ///   - name: Names the study within its storage.
  ///   - direction: What is wanted of the objective value.
  ///   - storage: Where trials are recorded.
  ///   - sampler: What proposes values.
  ///   - pruner: What gives up hopeless trials.
  ///   - seed: What all random numbers derive from. It is recorded with a new study, and drawn when
  ///     left out; an existing study keeps its own.
  ///   - interruptedTrials: What becomes of trials whose worker died.
  ///   - lease: How long a worker of this study may be silent before others that cannot see its process,
  ///     on other machines and in other containers, take it for dead; it gives a sign of life three
  ///     times as often. A process that lives is never taken for dead on its own machine.
  /// - Throws: ``StudyError`` when the study exists with another direction or seed; ``StorageError``.
  /// - Precondition: `lease` is positive.
  /// - Complexity: O(*n*) for *n* records in the storage.
  public convenience init(
    _ name: String = "study", direction: Direction = .minimize,
    storage: some Storage = .inMemory, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median(), seed: UInt64? = nil,
    interruptedTrials: InterruptionPolicy = .resume(), lease: Duration = .seconds(600)
  ) throws {
    try self.init(
      name, directions: [direction], storage: storage, sampler: sampler, pruner: pruner, seed: seed,
      interruptedTrials: interruptedTrials, lease: lease)
  }

  /// Creates a study with several directions, or continues it where the storage holds it.
  ///
  /// The objective returns as many values. The best trials are those on the Pareto front.
  ///
  /// - Throws: As the initializer with one direction does.
  /// - Precondition: There is at least one direction; `lease` is positive.
  public convenience init(
    _ name: String = "study", directions: [Direction], storage: some Storage = .inMemory,
    sampler: some Sampler = .tpe(), pruner: some Pruner = .median(), seed: UInt64? = nil,
    interruptedTrials: InterruptionPolicy = .resume(), lease: Duration = .seconds(600)
  ) throws {
    try self.init(
      name, directions: directions, storage: storage, sampler: sampler, pruner: pruner, seed: seed,
      interruptedTrials: interruptedTrials, lease: lease, host: Host())
  }

  /// Creates or continues a study in a world that tests can make up.
  convenience init(
    _ name: String, directions: [Direction], storage: any Storage, sampler: any Sampler,
    pruner: any Pruner, seed: UInt64?, interruptedTrials: InterruptionPolicy, lease: Duration,
    host: Host
  ) throws {
    precondition(!directions.isEmpty, "a study needs a direction")
    precondition(lease > .zero, "a lease cannot take \(lease)")
    let replica = Replica(storage: storage, host: host)
    let (id, seed) = try Self.open(name, directions, replica, seed, sampler, pruner)
    self.init(
      name, directions, replica, id: id, seed: seed, sampler: sampler, pruner: pruner,
      interruptedTrials: interruptedTrials, lease: lease, host: host)
  }

  /// Continues a study that a replica holds.
  init(
    _ name: String, _ directions: [Direction], _ replica: Replica, id: Int, seed: UInt64,
    sampler: any Sampler, pruner: any Pruner, interruptedTrials: InterruptionPolicy,
    lease: Duration, host: Host
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
    self.host = host
    watch = HeartbeatMonitor(host: host)
    let owner = TrialOwner(
      worker: replica.worker, process: host.process, attempt: 1,
      lease: replica.isShared ? lease : nil)
    newTrial = TrialTemplate(systemAttributes: [SystemAttribute.owner: owner.json])
    listeners = StudyListeners { [replica, id] in replica.history(of: id) }
    environment = RecordedTrial.Environment(
      replica: replica, studyID: id, seed: seed, directions: directions, sampler: sampler,
      pruner: pruner, host: host, lease: lease, hasReported: listeners.notice)
  }

  /// A seed that was never used before, in all likelihood.
  ///
  /// Below 2^53, so that any reader of the journal can hold it in a double.
  static func newSeed() -> UInt64 { UInt64.random(in: 0..<1 << 53) }

  private static func open(
    _ name: String, _ directions: [Direction], _ replica: Replica, _ wantedSeed: UInt64?,
    _ sampler: any Sampler, _ pruner: any Pruner
  ) throws -> (id: Int, seed: UInt64) {
    var id = 0
    var seed = wantedSeed ?? newSeed()
    var existing: StudyRecord?
    // Piece by piece, as a large journal should be read; the append then has next to nothing to read.
    try replica.refresh()
    try replica.commit { state throws(StorageError) in
      existing = state.study(named: name)
      id = existing?.id ?? state.studies.count
      let recordedSeed = existing?.systemAttributes[SystemAttribute.seed]?.stringValue
        .flatMap { UInt64($0) }
      seed = recordedSeed ?? seed
      // What is about to be refused records nothing.
      guard (existing?.directions ?? directions) == directions, (wantedSeed ?? seed) == seed else {
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
    let place = replica.storage.location.map { " in \($0)" } ?? ""
    if let existing, existing.directions != directions {
      throw StudyError(
        .mismatch,
        "the study \"\(name)\"\(place) has the directions \(existing.directions), not "
          + "\(directions); ask for those, or take another name")
    }
    if let wantedSeed, wantedSeed != seed {
      throw StudyError(
        .mismatch,
        "the study \"\(name)\"\(place) was begun with seed \(seed) and cannot go on with "
          + "\(wantedSeed); leave the seed out, or take another name")
    }
    return (id, seed)
  }
}

// MARK: - What is known

extension Study {
  /// All trials, by number, as last seen: a value that does not change any more.
  ///
  /// - Complexity: O(1).
  public var trials: TrialHistory { replica.history(of: id) }

  /// The complete, feasible trial with the best value; nil when there is none, or several directions.
  ///
  /// - Complexity: O(1).
  public var bestTrial: TrialSnapshot? { trials.bestTrial }

  /// The value of the best trial.
  ///
  /// - Complexity: O(1).
  public var bestValue: Double? { bestTrial?.value }

  /// The complete, feasible trials that no other dominates: the Pareto front with several directions.
  ///
  /// - Complexity: At most O(*n*²) for *n* trials.
  public var bestTrials: [TrialSnapshot] { trials.bestTrials }

  /// The study as last seen: a value that does not change any more.
  ///
  /// - Complexity: O(1).
  public var snapshot: StudySnapshot { replica.read { $0.studies[id].snapshot } }

  /// What the user noted about the study.
  public var userAttributes: JSONObject { replica.read { $0.studies[id].userAttributes } }

  /// Takes in what other processes have recorded.
  ///
  /// Starting, reporting and finishing trials do so by themselves.
  ///
  /// - Throws: ``StorageError``.
  public func refresh() throws {
    try replica.refresh()
    listeners.notice()
  }

  /// Notes something about the study, in place of an earlier note of that name.
  ///
  /// - Throws: ``StudyError`` when the study was deleted; ``StorageError``.
  public func setUserAttribute(_ name: String, to value: some JSONConvertible) throws {
    try commit { _ throws(StorageError) in
      [.setStudyUserAttribute(study: id, key: name, value: value.jsonValue)]
    }
  }

  /// Says what the objective values are called, in tables, plots, reports and the dashboard.
  ///
  /// As `set_metric_names` of Optuna; the names can be given anew.
  ///
  /// - Parameter names: A name for each direction, in their order.
  /// - Throws: ``StudyError`` when there are more or fewer directions, a name comes twice, or the study was
  ///   deleted; ``StorageError``.
  public func setObjectiveNames(_ names: [String]) throws {
    guard names.count == directions.count, Set(names.map { Name($0) }).count == names.count else {
      throw StudyError(
        .invalidValue,
        "the objective values of \"\(name)\" cannot be called \(names); give one name of its own for each "
          + "of the directions \(directions)")
    }
    try commit { _ throws(StorageError) in
      [
        .setStudySystemAttribute(
          study: id, key: SystemAttribute.metricNames, value: .array(names.map { .string($0) }))
      ]
    }
  }

  /// Records what a closure decides upon, unless the study was deleted.
  func commit(
    _ decide: (StorageState) throws(StorageError) -> [StorageOperation]
  ) throws {
    var isDeleted = false
    try replica.commit { state throws(StorageError) in
      isDeleted = !state.isLive(id)
      return isDeleted ? [] : try decide(state)
    }
    guard !isDeleted else {
      throw StudyError(.deleted, "the study \"\(name)\" was deleted; create it anew")
    }
  }
}
