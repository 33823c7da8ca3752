import Synchronization

/// A local copy of a study in a storage, updated incrementally.
///
/// Each change is read once. A commit is decided after all earlier changes have been applied, so that the
/// decision is valid for all workers. Reading the local copy does not wait for the storage.
final class Replica: Sendable {
  /// The operations to record, and what the caller learns once they are recorded.
  typealias Decision<Outcome> = (operations: [StorageOperation], outcome: Outcome)

  let storage: any Storage

  /// The study's id in the storage.
  let id: Int

  /// The unique identifier of the worker that records through this replica.
  let worker: String

  /// Whether other processes may write to the storage.
  let isShared: Bool

  /// The end of the changes that have been applied; locked while the storage is read or written.
  private let position: Mutex<StoragePosition>

  /// Locked only to compute, never while the storage is read or written.
  private let state: Mutex<StudyState>

  /// Whether operations were recorded without reading the changes before them.
  private let mayBeBehind = Atomic(false)

  /// Creates a replica of a study that has been read up to a position.
  init(_ state: StudyState, in storage: any Storage, at position: StoragePosition, worker: String) {
    self.storage = storage
    id = state.id
    self.worker = worker
    isShared = storage.isShared
    self.position = Mutex(position)
    self.state = Mutex(state)
  }

  /// Opens the study with a name; nil if there is none.
  static func open(
    _ name: String, in storage: any Storage, worker: String
  ) throws(StorageError) -> Replica? {
    var open: (state: StudyState, position: StoragePosition)?
    try storage.readStudies(named: name) { study, batch in
      if open?.state.id != study.id { open = (StudyState(study), .start) }
      open?.state.apply(batch)
      open?.position = batch.end
    }
    guard let open, !open.state.isDeleted else { return nil }
    return Replica(open.state, in: storage, at: open.position, worker: worker)
  }

  /// Reads from the local state, without refreshing it.
  func read<Result>(_ body: (StudyState) -> Result) -> Result {
    state.withLock { body($0) }
  }

  /// The history of the study, as last read.
  var history: TrialHistory { state.withLock { $0.history } }

  /// Applies the changes that other workers have recorded before the last operation of this one.
  func refreshIfBehind() throws(StorageError) {
    if mayBeBehind.load(ordering: .relaxed) { try refresh() }
  }

  /// Applies the changes that other workers have recorded.
  func refresh() throws(StorageError) {
    mayBeBehind.store(false, ordering: .relaxed)
    var isComplete = false
    while !isComplete {
      isComplete = try position.withLock { (position) throws(StorageError) in
        let batch = try storage.changes(in: id, after: position)
        state.withLock { $0.apply(batch) }
        position = batch.end
        return batch.isComplete
      }
    }
  }

  /// Records the operations that a closure decides on, atomically with the state that it receives.
  ///
  /// - Parameters:
  ///   - condition: If the decision concerns only one running trial, the condition under which its
  ///     operations are valid whatever other workers have recorded. The storage checks it if it can, and the
  ///     decision is made on the local copy; otherwise, and if the condition does not hold, all changes are
  ///     read first.
  ///   - decide: Receives the state after all changes so far. It has no effects, since it may be called
  ///     again when another worker recorded something first.
  ///   - conclude: Called once with the outcome of the decision that is recorded, while no other thread
  ///     can see the recorded operations yet.
  /// - Returns: The outcome of the decision that is recorded.
  @discardableResult
  func commit<Outcome: Sendable>(
    if condition: TrialCondition? = nil,
    deciding decide: (StudyState) throws(StorageError) -> Decision<Outcome>,
    conclude: (Outcome) -> Void = { _ in }
  ) throws(StorageError) -> Outcome {
    try position.withLock { (position) throws(StorageError) in
      if let condition, isShared, let outcome = try append(if: condition, decide, conclude) {
        return outcome
      }
      return try commit(after: &position, deciding: decide, conclude: conclude)
    }
  }

  /// Records a decision on the local copy; nil if it is empty, or the storage does not record it.
  private func append<Outcome: Sendable>(
    if condition: TrialCondition,
    _ decide: (StudyState) throws(StorageError) -> Decision<Outcome>,
    _ conclude: (Outcome) -> Void
  ) throws(StorageError) -> Outcome? {
    let (operations, outcome) = try state.withLock { (state) throws(StorageError) in
      try decide(state)
    }
    guard !operations.isEmpty, try storage.append(operations, if: condition, in: id) == true else {
      return nil
    }
    state.withLock { state in
      state.apply(operations)
      conclude(outcome)
    }
    mayBeBehind.store(true, ordering: .relaxed)
    return outcome
  }

  private func commit<Outcome: Sendable>(
    after position: inout StoragePosition,
    deciding decide: (StudyState) throws(StorageError) -> Decision<Outcome>,
    conclude: (Outcome) -> Void
  ) throws(StorageError) -> Outcome {
    var decision: Decision<Outcome>?
    let commit = try storage.commit(in: id, after: position) { batch throws(StorageError) in
      try state.withLock { (state) throws(StorageError) in
        state.apply(batch)
        position = batch.end
        let new = try decide(state)
        decision = new
        return new.operations
      }
    }
    position = commit.end
    guard let decision else {
      preconditionFailure("\(type(of: storage)) committed without asking for a decision")
    }
    state.withLock { state in
      state.apply(decision.operations, createdTrials: commit.createdTrials)
      conclude(decision.outcome)
    }
    return decision.outcome
  }
}
