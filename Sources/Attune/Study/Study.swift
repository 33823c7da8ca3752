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

  let replica: Replica
  let id: Int

  /// For trials that no run can interrupt.
  private static let never = CancellationFlag()

  /// The numbers of the trials that were started here and have not ended, each with what interrupts it.
  private let active = Mutex<[Int: CancellationFlag]>([:])

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
  /// - Throws: ``StudyError`` when the study exists with another direction or seed; ``StorageError``.
  /// - Complexity: O(*n*) for *n* records in the storage.
  public convenience init(
    _ name: String = "study", direction: Direction = .minimize,
    storage: some Storage = .inMemory, sampler: some Sampler = .tpe(),
    pruner: some Pruner = .median(), seed: UInt64? = nil
  ) throws {
    try self.init(
      name, directions: [direction], storage: storage, sampler: sampler, pruner: pruner, seed: seed)
  }

  /// Creates a study with several directions, or continues it where the storage holds it.
  ///
  /// The objective returns as many values. The best trials are those on the Pareto front.
  ///
  /// - Throws: As the initializer with one direction does.
  /// - Precondition: There is at least one direction.
  public init(
    _ name: String = "study", directions: [Direction], storage: some Storage = .inMemory,
    sampler: some Sampler = .tpe(), pruner: some Pruner = .median(), seed: UInt64? = nil
  ) throws {
    precondition(!directions.isEmpty, "a study needs a direction")
    self.name = name
    self.directions = directions
    self.sampler = sampler
    self.pruner = pruner
    replica = Replica(
      storage: storage, worker: "\(UUID.random())-\(ProcessIdentity.current.number)")
    (id, self.seed) = try Self.open(name, directions, replica, seed)
  }

  private static func open(
    _ name: String, _ directions: [Direction], _ replica: Replica, _ wantedSeed: UInt64?
  ) throws -> (id: Int, seed: UInt64) {
    var id = 0
    // Below 2^53, so that any reader of the journal can hold it in a double.
    var seed = wantedSeed ?? UInt64.random(in: 0..<1 << 53)
    var existing: StudyRecord?
    try replica.commit { state throws(StorageError) in
      existing = state.study(named: name)
      id = existing?.id ?? state.studies.count
      var operations: [StorageOperation] = []
      if existing == nil { operations.append(.createStudy(name: name, directions: directions)) }
      if let recorded = existing?.systemAttributes[SystemAttribute.seed]?.stringValue,
        let number = UInt64(recorded)
      {
        seed = number
      } else if (existing?.directions ?? directions) == directions {
        operations.append(
          .setStudySystemAttribute(
            study: id, key: SystemAttribute.seed, value: .string(String(seed))))
      }
      return operations
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
  public var trials: TrialHistory { replica.read { $0.studies[id].history } }

  /// The complete, feasible trial with the best value; nil when there is none, or several directions.
  ///
  /// - Complexity: O(1).
  public var bestTrial: TrialSnapshot? { replica.read { $0.studies[id].history.bestTrial } }

  /// The value of the best trial.
  ///
  /// - Complexity: O(1).
  public var bestValue: Double? { bestTrial?.value }

  /// The complete, feasible trials that no other dominates: the Pareto front with several directions.
  ///
  /// - Complexity: At most O(*n*²) for *n* trials.
  public var bestTrials: [TrialSnapshot] { trials.bestTrials }

  /// What the user noted about the study.
  public var userAttributes: JSONObject { replica.read { $0.studies[id].userAttributes } }

  /// Takes in what other processes have recorded.
  ///
  /// Starting, reporting and finishing trials do so by themselves.
  ///
  /// - Throws: ``StorageError``.
  public func refresh() throws {
    try replica.refresh()
  }

  /// Notes something about the study, in place of an earlier note of that name.
  ///
  /// - Throws: ``StudyError`` when the study was deleted; ``StorageError``.
  public func setUserAttribute(_ name: String, to value: some JSONConvertible) throws {
    try commit { _ throws(StorageError) in
      [.setStudyUserAttribute(study: id, key: name, value: value.jsonValue)]
    }
  }

  /// Records what a closure decides upon, unless the study was deleted.
  private func commit(
    _ decide: (StorageState) throws(StorageError) -> [StorageOperation]
  ) throws {
    var isDeleted = false
    try replica.commit { state throws(StorageError) in
      isDeleted = state.study(named: name)?.id != id
      return isDeleted ? [] : try decide(state)
    }
    guard !isDeleted else {
      throw StudyError(.deleted, "the study \"\(name)\" was deleted; create it anew")
    }
  }
}

// MARK: - Trials one by one

extension Study {
  /// Starts the next trial: an interrupted one, else the first in the queue, else a new one.
  ///
  /// Whoever asks runs the objective and tells the result with ``tell(_:_:)-(Trial,TrialResult)``.
  ///
  /// - Throws: ``StudyError`` when the study was deleted; ``StorageError``.
  public func ask() throws -> Trial {
    // Nothing limits it, so there is a trial.
    guard let trial = try start(cancellation: Self.never, unless: { _ in false }) else {
      throw StudyError(.deleted, "the study \"\(name)\" gives no trial")
    }
    return trial
  }

  /// Starts the next trial unless there are enough; nil then.
  ///
  /// - Parameter isEnough: Judges by all trials, with nothing of other workers coming in between.
  func start(
    cancellation: CancellationFlag, unless isEnough: (TrialHistory) -> Bool
  ) throws -> Trial? {
    var started: (number: Int, attempt: Int)?
    do {
      try commit { state throws(StorageError) in
        let study = state.studies[id]
        guard !isEnough(study.history) else { return [] }
        let interrupted = study.history.running.filter(isInterrupted)
        let queue = (study.history.waiting + interrupted).sorted { $0.number < $1.number }
        let number = queue.first?.number ?? study.history.count
        let attempt = (queue.first.flatMap { TrialOwner(of: $0) }?.attempt ?? 0) + 1
        started = (number, attempt)
        // Here, where nobody else decides, or another thread would find the trial without a worker.
        active.withLock { $0[number] = cancellation }
        let requeued: [StorageOperation] = interrupted.map {
          .setState(trial: $0.id, .waiting, values: nil, at: nil)
        }
        return requeued + operations(starting: queue.first, owner(attempt: attempt))
      }
    } catch {
      if let started { active.withLock { $0[started.number] = nil } }
      throw error
    }
    guard let started else { return nil }
    let history = trials
    let environment = RecordedTrial.Environment(
      replica: replica, studyID: id, seed: seed, sampler: sampler, pruner: pruner)
    return Trial(
      RecordedTrial(
        history[started.number], attempt: started.attempt, history: history,
        environment: environment, cancellation: cancellation))
  }

  /// What starts the first trial of the queue, or a new one when the queue is empty.
  private func operations(
    starting first: TrialSnapshot?, _ owner: TrialOwner
  ) -> [StorageOperation] {
    guard let first else {
      var template = TrialTemplate(started: .now())
      template.systemAttributes[SystemAttribute.owner] = owner.json
      return [.createTrial(study: id, template)]
    }
    // The owner comes first: a running trial without one could never be told to be interrupted.
    return [
      .setTrialSystemAttribute(trial: first.id, key: SystemAttribute.owner, value: owner.json),
      .setState(trial: first.id, .running, values: nil, at: .now()),
    ]
  }

  private func owner(attempt: Int) -> TrialOwner {
    TrialOwner(worker: replica.worker, process: .current, attempt: attempt)
  }

  /// Whether nobody works on a running trial any more, as far as that can be known for certain.
  private func isInterrupted(_ trial: TrialSnapshot) -> Bool {
    guard let owner = TrialOwner(of: trial) else { return false }
    if owner.worker == replica.worker {
      return active.withLock { $0[trial.number] == nil }
    }
    return owner.process.hasEnded
  }

  /// How many trials are being run by somebody, and so are going to be finished.
  func underWayCount(_ history: TrialHistory) -> Int {
    history.running.count { trial in
      guard let owner = TrialOwner(of: trial) else { return false }
      guard owner.worker == replica.worker else { return !owner.process.hasEnded }
      // What was asked for here may be told or not.
      return active.withLock { $0[trial.number].map { $0 !== Self.never } ?? false }
    }
  }

  /// Records how a trial ended.
  ///
  /// - Returns: The finished trial. Values that are NaN or not as many as there are directions make it
  ///   a failed one.
  /// - Throws: ``StudyError`` when the trial is not running; ``StorageError``.
  @discardableResult
  public func tell(_ trial: Trial, _ result: TrialResult) throws -> TrialSnapshot {
    try tell(trial.number, result)
  }

  /// Records the value that a trial ended with.
  ///
  /// - Returns: The finished trial, a failed one when the value is NaN.
  /// - Throws: ``StudyError`` when the trial is not running; ``StorageError``.
  @discardableResult
  public func tell(_ trial: Trial, _ value: some ObjectiveValue) throws -> TrialSnapshot {
    try tell(trial.number, .complete(value.objectiveValues))
  }

  /// Records how the trial of a number ended.
  ///
  /// - Returns: The finished trial. Values that are NaN or not as many as there are directions make it
  ///   a failed one.
  /// - Throws: ``StudyError`` when the trial is not running; ``StorageError``.
  @discardableResult
  public func tell(_ number: Int, _ result: TrialResult) throws -> TrialSnapshot {
    var state: TrialState?
    try replica.commit { storage throws(StorageError) in
      let history = storage.studies[id].history
      guard history.indices.contains(number) else { return [] }
      state = history[number].state
      guard state == .running else { return [] }
      active.withLock { $0[number] = nil }
      return operations(ending: history[number], result)
    }
    guard let state else {
      throw StudyError(.notRunning, "the study \"\(name)\" has no trial \(number)")
    }
    guard state == .running else {
      throw StudyError(
        .notRunning, "trial \(number) of \"\(name)\" is \(state); only a running trial can be told")
    }
    return trials[number]
  }

  private func operations(
    ending trial: TrialSnapshot, _ result: TrialResult
  ) -> [StorageOperation] {
    func end(_ state: TrialState, _ values: [Double]?) -> StorageOperation {
      .setState(trial: trial.id, state, values: values, at: .now())
    }
    switch result {
    case .complete(let values):
      if let reason = objection(to: values) {
        return operations(ending: trial, .failed(reason: reason))
      }
      return [end(.complete, values)]
    case .pruned:
      let last = directions.count == 1 ? trial.lastIntermediateValue?.value : nil
      return [end(.pruned, last.flatMap { $0.isNaN ? nil : [$0] })]
    case .failed(let reason):
      // What is finished cannot be noted upon, so the reason comes first.
      return [
        .setTrialSystemAttribute(
          trial: trial.id, key: SystemAttribute.failure, value: .string(reason)),
        end(.failed, nil),
      ]
    }
  }

  private func objection(to values: [Double]) -> String? {
    if values.count != directions.count {
      return "the objective gave \(values.count) values for \(directions.count) directions"
    }
    return values.contains(where: \.isNaN) ? "the objective's value is not a number (NaN)" : nil
  }

  /// Puts a trial back into the queue, to be entered again before any other.
  func interrupt(_ trial: Trial) throws {
    try replica.commit { storage throws(StorageError) in
      // Not before, or another thread would take the trial and lose it again by this record.
      active.withLock { $0[trial.number] = nil }
      let snapshot = storage.studies[id].history[trial.number]
      guard snapshot.state == .running else { return [] }
      return [.setState(trial: snapshot.id, .waiting, values: nil, at: nil)]
    }
  }

  /// Gives up a trial that cannot be recorded upon; it counts as interrupted.
  func abandon(_ trial: Trial) {
    active.withLock { $0[trial.number] = nil }
  }

  /// Puts a trial with given values into the queue.
  ///
  /// - Parameters:
  ///   - parameters: Values or labels by name. The objective must allow them; names left out are
  ///     sampled.
  ///   - userAttributes: Notes for the trial.
  ///   - skipIfExists: Whether to do nothing when a trial with these very values is there, so that a
  ///     script that enqueues and is run again does not enqueue twice.
  /// - Returns: The number of the trial; nil when it was skipped.
  /// - Throws: ``StudyError`` when the study was deleted; ``StorageError``.
  @discardableResult
  public func enqueue(
    _ parameters: [String: JSONValue], userAttributes: [String: JSONValue] = [:],
    skipIfExists: Bool = false
  ) throws -> Int? {
    var number: Int?
    try commit { state throws(StorageError) in
      let history = state.studies[id].history
      if skipIfExists, history.contains(where: { $0.wasGiven(parameters) }) { return [] }
      var template = TrialTemplate()
      template.state = .waiting
      template.userAttributes = userAttributes.jsonValue.objectValue ?? JSONObject()
      template.systemAttributes[SystemAttribute.fixedParameters] = parameters.jsonValue
      number = history.count
      return [.createTrial(study: id, template)]
    }
    return number
  }
}

extension TrialSnapshot {
  /// Whether the trial was enqueued with, or came to have, exactly these values.
  fileprivate func wasGiven(_ parameters: [String: JSONValue]) -> Bool {
    let own =
      systemAttributes[SystemAttribute.fixedParameters]?.objectValue
      ?? JSONObject(self.parameters.map { ($0.name, $0.value) })
    return own.count == parameters.count
      && own.allSatisfy { key, value in
        guard let other = parameters[key] else { return false }
        if let a = value.doubleValue, let b = other.doubleValue {
          return a == b || abs(a - b) <= 1e-5 * abs(b)
        }
        return value == other
      }
  }
}
