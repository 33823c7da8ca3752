import Attune
import Synchronization

/// A storage that uses only the public API and may have a defect.
final class ThirdPartyStorage: Storage {
  /// A violation of the contract.
  enum Defect: CaseIterable {
    case losesRecords, losesLaterOfBatch, reversesBatches, sortsRecords, repeatsLastRecord
    case appendsUnlocked, hidesNewRecords, passesAllRecords, returnsEarlyEnd, recordsEmptyDecisions
    case forgetsWorkers, roundsNumbers, swallowsErrors, recordsInSpiteOfErrors, staysLocked

    /// A part of the violated requirement.
    var requirement: String {
      switch self {
      case .losesRecords: "in the order in which they were appended"
      case .losesLaterOfBatch, .reversesBatches: "only the records after a position"
      case .sortsRecords: "in the order in which they were appended"
      case .repeatsLastRecord: "no records are returned after the last one"
      case .appendsUnlocked: "no record is appended between"
      case .hidesNewRecords, .passesAllRecords: "the closure of an append receives"
      case .returnsEarlyEnd: "returns the end of its records"
      case .recordsEmptyDecisions: "an empty decision appends nothing"
      case .forgetsWorkers: "the worker of a record is returned unchanged"
      case .roundsNumbers: "is returned unchanged, not as"
      case .swallowsErrors: "an error of the closure is rethrown"
      case .recordsInSpiteOfErrors: "a failed decision appends nothing"
      case .staysLocked: "still locked"
      }
    }
  }

  private struct Log: Sendable {
    var records: [StorageRecord] = []
    var isLocked = false
  }

  private let log = Mutex(Log())
  private let defect: Defect?

  init(_ defect: Defect? = nil) {
    self.defect = defect
  }

  var location: String? { nil }

  func records(after position: StoragePosition) -> StorageBatch {
    log.withLock { batch($0.records, after: position) }
  }

  private func batch(_ records: [StorageRecord], after position: StoragePosition) -> StorageBatch {
    var start = position.offset
    if defect == .repeatsLastRecord { start = min(start, max(0, records.count - 1)) }
    return StorageBatch(
      records: Array(records[start...]), end: StoragePosition(offset: records.count))
  }

  func append(
    after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) -> StoragePosition {
    if defect == .appendsUnlocked { return try appendUnlocked(after: position, deciding: decide) }
    return try log.withLock { (log) throws(StorageError) in
      guard !log.isLocked else { throw StorageError(.unwritable, "still locked") }
      var new = batch(log.records, after: defect == .passesAllRecords ? .start : position)
      if defect == .hidesNewRecords { new = StorageBatch(records: [], end: new.end) }
      let end = log.records.count
      do throws(StorageError) {
        add(try decide(new), to: &log.records)
      } catch {
        if defect == .swallowsErrors { return new.end }
        if defect == .recordsInSpiteOfErrors { log.records.append(Self.filler) }
        if defect == .staysLocked { log.isLocked = true }
        throw error
      }
      return StoragePosition(offset: defect == .returnsEarlyEnd ? end : log.records.count)
    }
  }

  private static let filler = StorageRecord(worker: "", operation: .discardTrials([]))

  private func add(_ decided: [StorageRecord], to records: inout [StorageRecord]) {
    var decided = decided
    switch defect {
    case .losesRecords where records.count == 3: decided = []
    case .losesLaterOfBatch: decided = Array(decided.prefix(1))
    case .reversesBatches: decided.reverse()
    case .recordsEmptyDecisions where decided.isEmpty: decided = [Self.filler]
    case .forgetsWorkers:
      decided = decided.map { StorageRecord(worker: "", operation: $0.operation) }
    case .roundsNumbers: decided = decided.map(Self.rounded)
    default: break
    }
    if defect == .sortsRecords {
      records.insert(contentsOf: decided, at: 0)
    } else {
      records += decided
    }
  }

  private static func rounded(_ record: StorageRecord) -> StorageRecord {
    guard case .setIntermediateValue(let trial, let report) = record.operation else {
      return record
    }
    let value = IntermediateValue(step: report.step, value: Double(Float(report.value)))
    return StorageRecord(
      worker: record.worker, operation: .setIntermediateValue(trial: trial, value))
  }

  private func appendUnlocked(
    after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageRecord]
  ) throws(StorageError) -> StoragePosition {
    let new = records(after: position)
    let decided = try decide(new)
    // Wait for another thread to append, if there is one.
    for _ in 0..<20 where records(after: new.end).records.isEmpty { ThirdPartyStorage.pause() }
    return log.withLock { log in
      log.records += decided
      return StoragePosition(offset: log.records.count)
    }
  }

  /// Waits long enough for another thread to run.
  private static func pause() {
    let other = Mutex(0)
    for _ in 0..<2000 { other.withLock { $0 &+= 1 } }
  }
}
