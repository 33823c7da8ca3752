import Attune
import Synchronization

/// A storage in memory that keeps current contents rather than operations, as the tables of a
/// database do.
///
/// Decisions are made without a lock: if another one was recorded first, they are asked for again.
final class TableStorage: Storage {
  /// The tables, which several storages can share as connections share a database.
  final class Tables: Sendable {
    fileprivate let contents = Mutex(TableContents())
    fileprivate let flaw: TableFlaw?
    fileprivate let meeting = Meeting()

    init(_ flaw: TableFlaw? = nil) {
      self.flaw = flaw
    }
  }

  private let tables: Tables
  private var flaw: TableFlaw? { tables.flaw }

  init(_ tables: Tables = Tables()) {
    self.tables = tables
  }

  var displayName: String? { nil }
  var isShared: Bool { false }

  func listStudies() -> [StudyDescription] {
    tables.contents.withLock { contents in
      contents.studies.sorted { $0.key < $1.key }.map(\.value.description)
    }
  }

  func createStudy(_ template: StudyTemplate) -> Int? {
    tables.contents.withLock { $0.createStudy(template, flaw) }
  }

  func deleteStudy(_ study: Int) -> Bool {
    tables.contents.withLock { contents in
      contents.trials = contents.trials.filter { $0.value.study != study }
      return contents.studies.removeValue(forKey: study) != nil
    }
  }

  func changes(in study: Int, after position: StoragePosition) -> StorageBatch {
    tables.contents.withLock { $0.batch(of: study, after: position, flaw) }
  }

  func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    var position = position
    while true {
      let (batch, version) = tables.contents.withLock {
        ($0.batch(of: study, after: position, flaw), $0.studies[study]?.version)
      }
      let operations = try decide(batch)
      let commit = tables.contents.withLock { contents -> StorageCommit? in
        guard contents.studies[study]?.version == version else { return nil }
        guard version != nil, !operations.isEmpty else { return StorageCommit(end: batch.end) }
        let created = contents.apply(operations, in: study, flaw)
        let end = contents.batch(of: study, after: batch.end, flaw).end
        return StorageCommit(end: end, createdTrials: created)
      }
      if let commit { return commit }
      position = batch.end
    }
  }

  func append(
    _ operations: [StorageOperation], if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool? {
    if flaw == .checksBeforeAppending {
      let holds = tables.contents.withLock { $0.holds(condition, in: study, flaw) }
      tables.meeting.wait()
      if holds {
        tables.contents.withLock { _ = $0.apply(operations, in: study, .changesFinishedTrials) }
      }
      return holds
    }
    return tables.contents.withLock { contents in
      guard contents.holds(condition, in: study, flaw) else {
        if flaw == .appendsAnyway { _ = contents.apply(operations, in: study, flaw) }
        return flaw == .acceptsEverything
      }
      switch flaw {
      case .appendsNothing: break
      case .appendsFirstOperation:
        _ = contents.apply(Array(operations.prefix(1)), in: study, flaw)
      default: _ = contents.apply(operations, in: study, flaw)
      }
      return flaw != .deniesAppending
    }
  }

  func recordHeartbeat(if condition: TrialCondition, in study: Int) -> Bool {
    tables.contents.withLock { contents in
      let permitted =
        flaw == .renewsLeasesOfOthers ? TrialCondition(trial: condition.trial) : condition
      guard contents.holds(permitted, in: study, flaw) else { return true }
      contents.trials[condition.trial]?.heartbeats.append(.now())
      switch flaw {
      case .recordsHeartbeatsAsAttributes:
        contents.trials[condition.trial]?.template.userAttributes["heartbeat"] = true
      case .recordsOneHeartbeat: return contents.trials[condition.trial]?.heartbeats.count == 1
      default: break
      }
      return true
    }
  }
}
