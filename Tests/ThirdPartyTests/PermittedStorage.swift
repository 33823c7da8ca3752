import Attune

/// A storage that makes use of what the contract permits.
final class PermittedStorage: Storage {
  /// A behavior that not every storage has.
  enum Habit: CaseIterable {
    /// Asks for each decision twice, as after a conflict.
    case repeatsDecisions
    /// Returns one change in each batch.
    case limitsBatches
    /// Returns a last batch without changes.
    case confirmsEnds
    /// Keeps times to the second.
    case keepsSeconds
    /// Refuses names that are similar to known ones, and large values.
    case refusesSimilarNames
  }

  private let base = InMemoryStorage()
  private let habit: Habit

  init(_ habit: Habit) {
    self.habit = habit
  }

  var displayName: String? { nil }
  var isShared: Bool { false }

  func listStudies() -> [StudyDescription] { base.listStudies() }

  func createStudy(_ template: StudyTemplate) throws(StorageError) -> Int? {
    if habit == .refusesSimilarNames {
      try refuseSimilar(
        template.name, to: listStudies().map(\.name))
    }
    return base.createStudy(template)
  }

  func deleteStudy(_ study: Int) -> Bool { base.deleteStudy(study) }

  func changes(in study: Int, after position: StoragePosition) -> StorageBatch {
    let batch = base.changes(in: study, after: position)
    switch habit {
    case .limitsBatches where batch.changes.count > 1:
      let start = position.token(as: Int.self) ?? 0
      return StorageBatch(
        changes: [batch.changes[0]], end: StoragePosition(start + 1), isComplete: false)
    case .confirmsEnds:
      return StorageBatch(
        changes: batch.changes, end: batch.end,
        isComplete: batch.changes.isEmpty || batch.changes == [.deleted])
    default: return batch
    }
  }

  func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    let known = habit == .refusesSimilarNames ? names(in: study) : []
    return try base.commit(in: study, after: position) { batch throws(StorageError) in
      if habit == .repeatsDecisions {
        _ = try decide(batch)
        return try decide(StorageBatch(changes: [], end: batch.end))
      }
      let operations = try decide(batch)
      if habit == .refusesSimilarNames { try refuse(operations, known: known) }
      return habit == .keepsSeconds ? operations.map { rounded($0) } : operations
    }
  }

  private func rounded(_ operation: StorageOperation) -> StorageOperation {
    switch operation {
    case .createTrial(var template):
      template.startTime = rounded(template.startTime)
      template.endTime = rounded(template.endTime)
      return .createTrial(template)
    case .setState(let trial, let state, let values, let time):
      return .setState(trial: trial, state, values: values, at: rounded(time))
    default: return operation
    }
  }

  private func rounded(_ time: Timestamp?) -> Timestamp? {
    time.map {
      Timestamp(
        microsecondsSince1970: ($0.microsecondsSince1970 + 500_000) / 1_000_000 * 1_000_000)
    }
  }

  // MARK: Refusals

  private func refuseSimilar(_ name: String, to names: [String]) throws(StorageError) {
    let isSimilar = names.contains {
      $0.lowercased() == name.lowercased() && !$0.utf8.elementsEqual(name.utf8)
    }
    if isSimilar {
      throw StorageError(.unwritable, "\"\(name)\" is similar to a known name; choose another one")
    }
  }

  /// Refuses names that are similar to one of the study, and large values.
  private func refuse(_ operations: [StorageOperation], known: [String]) throws(StorageError) {
    for operation in operations {
      let (name, value) = content(of: operation)
      if let name { try refuseSimilar(name, to: known) }
      if case .string(let text) = value, text.utf8.count > 65_535 {
        throw StorageError(.unwritable, "a text of \(text.utf8.count) bytes is too large")
      }
    }
  }

  /// All names of attributes and parameters of a study.
  private func names(in study: Int) -> [String] {
    base.changes(in: study, after: .start).changes.compactMap {
      if case .operation(let operation) = $0 { content(of: operation).name } else { nil }
    }
  }

  private func content(of operation: StorageOperation) -> (name: String?, value: JSONValue) {
    switch operation {
    case .setStudyUserAttribute(let key, let value), .setStudySystemAttribute(let key, let value),
      .setTrialUserAttribute(_, let key, let value),
      .setTrialSystemAttribute(_, let key, let value):
      (key, value)
    case .setParameter(_, let parameter): (parameter.name, nil)
    default: (nil, nil)
    }
  }
}
