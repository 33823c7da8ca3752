import Attune
import Foundation
import Synchronization

/// A storage that passes everything on to another one, except for one defect.
final class DefectiveStorage: Storage {
  /// What several objects for one place share.
  final class Place: Sendable {
    struct State: Sendable {
      var names: [Int: String] = [:]
      var deleted: [StudyDescription] = []
      var commitCount = 0
      var isLocked = false
    }

    let state = Mutex(State())
    let meeting = Meeting()
    /// Makes commits exclusive that are recorded in parts.
    let lock = NSLock()
  }

  let base: any Storage
  let defect: StorageDefect
  let place: Place
  private let lock = NSLock()
  /// What this object first returned from the start of each study.
  private let remembered = Mutex<[Int: StorageBatch]>([:])

  init(_ defect: StorageDefect) {
    self.defect = defect
    place = Place()
    base = defect.flaw.map { TableStorage(TableStorage.Tables($0)) } ?? InMemoryStorage()
    if defect == .startsWithStudy {
      _ = try? base.createStudy(StudyTemplate(name: "study", directions: [.minimize]))
    }
  }

  /// Creates another object for the same place.
  init(reopening other: DefectiveStorage) {
    defect = other.defect
    place = other.place
    base = other.defect == .forgetsWhenReopened ? InMemoryStorage() : other.base
  }

  var displayName: String? { nil }
  var isShared: Bool { defect == .isSharedWithoutName }

  // MARK: Studies

  func listStudies() throws(StorageError) -> [StudyDescription] {
    let studies = try base.listStudies()
    switch defect {
    case .listsNewestFirst: return studies.reversed()
    case .forgetsDirections:
      return studies.map { StudyDescription(id: $0.id, name: $0.name, directions: [.minimize]) }
    case .listsDeletedStudies: return studies + place.state.withLock { $0.deleted }
    default: return studies
    }
  }

  func findStudy(named name: String) throws(StorageError) -> StudyDescription? {
    switch defect {
    case .findsSimilarNames: try listStudies().first { $0.name == name }
    case .ignoresCase:
      try listStudies().first { $0.name.lowercased() == name.lowercased() }
    default: try listStudies().first { $0.name.utf8.elementsEqual(name.utf8) }
    }
  }

  func createStudy(_ template: StudyTemplate) throws(StorageError) -> Int? {
    var recorded = template
    if defect == .losesStudyAttributes { recorded.userAttributes = JSONObject() }
    if defect == .createsStudiesInSteps { recorded.systemAttributes = JSONObject() }
    let known = try listStudies().map(\.name)
    if defect == .refusesSimilarNames, known.contains(template.name) { return nil }
    if defect == .createsStudiesUnlocked, try findStudy(named: template.name) == nil {
      place.meeting.wait()
      if let id = try base.createStudy(recorded) { return id }
      return try findStudy(named: template.name)?.id
    }
    guard let id = try base.createStudy(recorded) else {
      guard let study = try findStudy(named: template.name) else { return nil }
      if defect == .resetsTakenStudies {
        try record([.setStudyUserAttribute(key: "reset", value: true)], in: study.id)
      }
      return defect == .returnsTakenStudies ? study.id : nil
    }
    place.state.withLock { $0.names[id] = template.name }
    if defect == .createsStudiesInSteps {
      place.meeting.wait()
      let system = template.systemAttributes
      try record(system.map { .setStudySystemAttribute(key: $0.key, value: $0.value) }, in: id)
    }
    return id
  }

  func deleteStudy(_ study: Int) throws(StorageError) -> Bool {
    if defect == .keepsDeletedStudies { return try base.listStudies().contains { $0.id == study } }
    let description = try base.listStudies().first { $0.id == study }
    let isDeleted = try base.deleteStudy(study)
    if let description { place.state.withLock { $0.deleted.append(description) } }
    if defect == .changesOthersOnDeletion {
      for study in try base.listStudies() {
        try record([.setStudyUserAttribute(key: "deleted", value: true)], in: study.id)
      }
    }
    switch defect {
    case .deniesDeletion: return false
    case .deletesUnknownStudies: return true
    default: return isDeleted
    }
  }

  /// Records operations without a defect.
  @discardableResult
  private func record(
    _ operations: [StorageOperation], in study: Int
  ) throws(StorageError) -> StorageCommit {
    try base.commit(in: study, after: .start) { _ throws(StorageError) in operations }
  }

  // MARK: Reading

  func changes(
    in study: Int, after position: StoragePosition
  ) throws(StorageError) -> StorageBatch {
    let isStart = isStart(position)
    let after = defect == .repeatsAllChanges ? .start : position
    guard defect != .forgetsOldPositions else { return try agingChanges(in: study, after: after) }
    let batch = try base.changes(in: study, after: after)
    var changes = batch.changes
    switch defect {
    case .hidesDeletion:
      if place.state.withLock({ $0.names[study] != nil }) { changes.removeAll { $0 == .deleted } }
    case .hidesUnknownStudies:
      if place.state.withLock({ $0.names[study] == nil }) { changes.removeAll { $0 == .deleted } }
    case .repeatsLastChange where changes.isEmpty:
      changes = try base.changes(in: study, after: .start).changes.suffix(1)
    case .skipsFirstChange where !isStart: changes = Array(changes.dropFirst())
    case .neverCompletes: return StorageBatch(changes: changes, end: batch.end, isComplete: false)
    case .remembersBatches where isStart:
      return remembered.withLock { remembered in
        let first = remembered[study] ?? batch
        remembered[study] = first
        return first
      }
    case .deletesForReaders: changes.append(.deleted)
    case .completesEarly where changes.count > 3: changes = Array(changes.prefix(3))
    default: break
    }
    return StorageBatch(changes: changes, end: batch.end)
  }

  /// Whether a position is that before the first change.
  private func isStart(_ position: StoragePosition) -> Bool {
    if defect.flaw != nil { return position.token(as: TableContents.Position.self) == nil }
    if defect == .forgetsOldPositions { return position.token(as: Aging.self) == nil }
    return position.token(as: Int.self) == nil
  }

  /// A position that is forgotten after some commits.
  private struct Aging: Sendable {
    let base: StoragePosition
    let commitCount: Int
  }

  private func aging(_ position: StoragePosition) -> StoragePosition {
    StoragePosition(Aging(base: position, commitCount: place.state.withLock { $0.commitCount }))
  }

  private func agingChanges(
    in study: Int, after position: StoragePosition
  ) throws(StorageError) -> StorageBatch {
    let token = position.token(as: Aging.self)
    let batch = try base.changes(in: study, after: token?.base ?? .start)
    let age = token.map { token in place.state.withLock { $0.commitCount } - token.commitCount }
    let changes = age ?? 0 > 12 ? [] : batch.changes
    return StorageBatch(changes: changes, end: aging(batch.end))
  }

  func readStudies(
    named name: String?,
    _ receive: (StudyDescription, StorageBatch) throws(StorageError) -> Void
  ) throws(StorageError) {
    for study in try listStudies() {
      guard
        name.map({ study.name.utf8.elementsEqual($0.utf8) }) ?? true
          || defect == .readsOtherStudies
      else { continue }
      var batch = StorageBatch(changes: [], end: .start, isComplete: false)
      var count = 0
      while !batch.isComplete, count < 100 {
        batch = try changes(in: study.id, after: batch.end)
        count += 1
        let changes = defect == .readsPartly ? Array(batch.changes.dropLast()) : batch.changes
        try receive(
          study,
          StorageBatch(
            changes: changes, end: defect == .readsToNowhere ? .start : batch.end,
            isComplete: batch.isComplete))
      }
    }
  }

  // MARK: Commits

  func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    if defect == .recordsInReusedNames {
      let name = place.state.withLock { $0.names[study] } ?? ""
      if let other = try findStudy(named: name), other.id != study {
        return try base.commit(in: other.id, after: .start, deciding: decide)
      }
    }
    switch defect {
    case .decidesUnlocked: return try commitUnlocked(in: study, after: position, decide)
    case .locksEachObject:
      lock.lock()
      defer { lock.unlock() }
      return try commitUnlocked(in: study, after: position, decide)
    case .decidesOnOldChanges:
      let batch = try base.changes(in: study, after: position)
      return try base.commit(in: study, after: position) { _ throws(StorageError) in
        try decide(batch)
      }
    case .comparesCountsOfTrials:
      return try commitOptimistically(in: study, after: position, decide)
    case .forgetsOldPositions:
      let token = position.token(as: Aging.self)
      let commit = try base.commit(in: study, after: token?.base ?? .start) {
        batch throws(StorageError) in
        try decide(StorageBatch(changes: batch.changes, end: aging(batch.end)))
      }
      place.state.withLock { $0.commitCount += 1 }
      return StorageCommit(end: aging(commit.end), createdTrials: commit.createdTrials)
    case .asksNever:
      return StorageCommit(end: try base.changes(in: study, after: position).end)
    case .splitsCommits, .recordsTwice:
      place.lock.lock()
      defer { place.lock.unlock() }
      return try commitInParts(in: study, after: position, decide)
    default: return try commitAtOnce(in: study, after: position, decide)
    }
  }

  private func commitAtOnce(
    in study: Int, after position: StoragePosition,
    _ decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    if place.state.withLock({ $0.isLocked }) { throw StorageError(.unwritable, "still locked") }
    let isStart = isStart(position)
    var before = position
    var recorded: [StorageOperation] = []
    let commit: StorageCommit
    do throws(StorageError) {
      commit = try base.commit(in: study, after: defect == .repeatsNews ? .start : position) {
        batch throws(StorageError) in
        before = batch.end
        recorded = try operations(decide, batch, isStart: isStart)
        return recorded
      }
    } catch {
      switch defect {
      case .swallowsErrors: return StorageCommit(end: before)
      case .wrapsErrors: throw StorageError(.unwritable, "cannot commit: \(error)")
      case .recordsInSpiteOfErrors:
        try record([.setStudyUserAttribute(key: "failed", value: true)], in: study)
      case .staysLocked: place.state.withLock { $0.isLocked = true }
      default: break
      }
      throw error
    }
    if defect == .recordsInOtherStudies {
      let leaking = recorded.filter {
        if case .setStudySystemAttribute = $0 { true } else { false }
      }
      for other in try base.listStudies() where other.id != study && !leaking.isEmpty {
        try record(leaking, in: other.id)
      }
    }
    var ids = commit.createdTrials
    switch defect {
    case .returnsIDsReversed: ids.reverse()
    case .returnsNoIDs: ids = []
    case .returnsWrongIDs: ids = ids.map { $0 + 1 }
    default: break
    }
    return StorageCommit(
      end: defect == .returnsEarlyEnd ? before : commit.end, createdTrials: ids)
  }

  /// Asks for a decision and changes it.
  private func operations(
    _ decide: (StorageBatch) throws(StorageError) -> [StorageOperation], _ batch: StorageBatch,
    isStart: Bool
  ) throws(StorageError) -> [StorageOperation] {
    let nothing = StorageBatch(changes: [], end: batch.end)
    switch defect {
    case .hidesNews where !isStart && !batch.changes.contains(.deleted):
      return try decide(nothing)
    case .deletesForWriters:
      return try decide(StorageBatch(changes: batch.changes + [.deleted], end: batch.end))
    case .recordsFirstAnswer:
      let first = try decide(batch)
      _ = try decide(nothing)
      return first
    case .recordsAllAnswers:
      let first = try decide(batch)
      return try first + decide(nothing)
    case .repeatsChangesOnRetry:
      _ = try decide(batch)
      return try decide(batch)
    default: break
    }
    let decided = try decide(batch)
    if decided.isEmpty, defect == .recordsEmptyDecisions {
      return [.setStudyUserAttribute(key: "empty", value: true)]
    }
    if defect == .reversesCommits { return decided.reversed() }
    if defect == .losesLastOperation, decided.count > 1 { return Array(decided.dropLast()) }
    return decided.compactMap { defect.changed($0) }
  }

  private func commitUnlocked(
    in study: Int, after position: StoragePosition,
    _ decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    let operations = try decide(try base.changes(in: study, after: position))
    place.meeting.wait()
    return try record(operations, in: study)
  }

  /// Repeats decisions only when trials were created since, not when some were changed.
  private func commitOptimistically(
    in study: Int, after position: StoragePosition,
    _ decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    var position = position
    while true {
      let batch = try base.changes(in: study, after: position)
      let operations = try decide(batch)
      position = batch.end
      place.meeting.wait()
      var isRecorded = false
      let commit = try base.commit(in: study, after: position) { news throws(StorageError) in
        isRecorded = !news.changes.contains {
          if case .createdTrial = $0 { true } else { false }
        }
        return isRecorded ? operations : []
      }
      if isRecorded { return commit }
    }
  }

  /// Records the operations of a commit one after the other, or all of them twice.
  private func commitInParts(
    in study: Int, after position: StoragePosition,
    _ decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    var operations: [StorageOperation] = []
    var created: [Int] = []
    var commit = try base.commit(in: study, after: position) { batch throws(StorageError) in
      operations = try decide(batch)
      return defect == .recordsTwice ? operations : Array(operations.prefix(1))
    }
    created = commit.createdTrials
    let rest = defect == .recordsTwice ? operations : Array(operations.dropFirst())
    guard !rest.isEmpty else { return commit }
    // Readers see the first operation alone.
    if defect == .splitsCommits { place.meeting.wait() }
    commit = try record(rest, in: study)
    if defect == .splitsCommits { created += commit.createdTrials }
    return StorageCommit(end: commit.end, createdTrials: created)
  }

  func append(
    _ operations: [StorageOperation], if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool? {
    try base.append(operations, if: condition, in: study)
  }

  func recordHeartbeat(
    if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool {
    try base.recordHeartbeat(if: condition, in: study)
  }
}
