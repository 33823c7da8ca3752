import Attune
import Foundation
import Synchronization

/// A storage that keeps each commit in a file of a folder, written with the public interface only.
///
/// The files are numbered, and each is created exclusively: if another process has created the file
/// of the next number, the decision is asked for again with the contents of that file. Ids are
/// numbers of files, so they have gaps.
final class FolderStorage: Storage {
  private let folder: URL

  /// The contents of the files that were read so far; files never change.
  private let known = Mutex<[FolderRecord]>([])

  /// Creates a storage in an existing folder, which is empty or was used by this type.
  init(path: String) {
    folder = URL(fileURLWithPath: path, isDirectory: true)
  }

  var displayName: String? { folder.path }
  var isShared: Bool { true }

  // MARK: Studies

  func listStudies() throws(StorageError) -> [StudyDescription] {
    Self.studies(in: try records())
  }

  func createStudy(_ template: StudyTemplate) throws(StorageError) -> Int? {
    try append { records in
      let isTaken = Self.studies(in: records).contains {
        $0.name.utf8.elementsEqual(template.name.utf8)
      }
      return isTaken ? nil : .createStudy(template)
    }?.index
  }

  func deleteStudy(_ study: Int) throws(StorageError) -> Bool {
    try append { records in
      Self.exists(study, in: records) ? .deleteStudy(study) : nil
    } != nil
  }

  private static func studies(in records: [FolderRecord]) -> [StudyDescription] {
    var studies: [StudyDescription] = []
    for (index, record) in records.enumerated() {
      switch record {
      case .createStudy(let template):
        studies.append(
          StudyDescription(id: index, name: template.name, directions: template.directions))
      case .deleteStudy(let id): studies.removeAll { $0.id == id }
      case .commit: break
      }
    }
    return studies
  }

  private static func exists(_ study: Int, in records: [FolderRecord]) -> Bool {
    studies(in: records).contains { $0.id == study }
  }

  // MARK: Changes

  func changes(
    in study: Int, after position: StoragePosition
  ) throws(StorageError) -> StorageBatch {
    Self.batch(of: study, in: try records(), after: position)
  }

  func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    var position = position
    let appended = try append { records throws(StorageError) in
      let batch = Self.batch(of: study, in: records, after: position)
      // A further call receives the changes since this one.
      position = batch.end
      let operations = try decide(batch)
      guard !operations.isEmpty, Self.exists(study, in: records) else { return nil }
      return .commit(study: study, operations)
    }
    guard let (index, record) = appended else { return StorageCommit(end: position) }
    let created = Self.changes(of: study, in: record, at: index).compactMap { change -> Int? in
      if case .createdTrial(let id, _) = change { id } else { nil }
    }
    return StorageCommit(end: StoragePosition(index + 1), createdTrials: created)
  }

  private static func batch(
    of study: Int, in records: [FolderRecord], after position: StoragePosition
  ) -> StorageBatch {
    guard exists(study, in: records) else {
      return StorageBatch(changes: [.deleted], end: position)
    }
    let start = position.token(as: Int.self) ?? 0
    let new = (min(start, records.count)..<records.count).flatMap {
      Self.changes(of: study, in: records[$0], at: $0)
    }
    return StorageBatch(changes: new, end: StoragePosition(records.count))
  }

  /// The changes of a study that the file with a number contains.
  private static func changes(
    of study: Int, in record: FolderRecord, at index: Int
  ) -> [StorageChange] {
    switch record {
    case .createStudy(let template) where index == study:
      return [.attributes(user: template.userAttributes, system: template.systemAttributes)]
    case .commit(study, let operations):
      // The number of the file and the index within it identify a trial.
      return operations.enumerated().map {
        if case .createTrial(let template) = $1 {
          return .createdTrial(id: index << 20 + $0, template)
        }
        return .operation($1)
      }
    default: return []
    }
  }

  // MARK: Files

  private func file(_ index: Int) -> URL {
    folder.appendingPathComponent("\(index).json")
  }

  /// The contents of all files.
  private func records() throws(StorageError) -> [FolderRecord] {
    try known.withLock { records throws(StorageError) in
      while let text = try contents(ofFile: records.count) {
        guard let record = JSONValue(parsing: text).flatMap(FolderRecord.init(json:)) else {
          throw StorageError(
            .corrupt, "\(file(records.count).path) is not a commit; restore the file")
        }
        records.append(record)
      }
      return records
    }
  }

  private func contents(ofFile index: Int) throws(StorageError) -> String? {
    let path = file(index).path
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw StorageError(
        .unreadable, "\(path) cannot be read; check its permissions", underlyingError: error)
    }
  }

  /// Creates the file with the next number, unless the closure returns nil.
  ///
  /// - Parameter decide: Called again when another process was first.
  /// - Returns: The number of the file and its contents.
  private func append(
    deciding decide: ([FolderRecord]) throws(StorageError) -> FolderRecord?
  ) throws(StorageError) -> (index: Int, record: FolderRecord)? {
    while true {
      let records = try records()
      guard let record = try decide(records) else { return nil }
      if try create(record, at: records.count) { return (records.count, record) }
    }
  }

  /// Creates a file whole or not at all; returns false if it exists.
  private func create(_ record: FolderRecord, at index: Int) throws(StorageError) -> Bool {
    let target = file(index)
    let draft = folder.appendingPathComponent(".\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: draft) }
    do {
      try Data(record.json.description.utf8).write(to: draft)
      // A link is created exclusively, and readers never see a part of its contents.
      try FileManager.default.linkItem(at: draft, to: target)
      return true
    } catch {
      if FileManager.default.fileExists(atPath: target.path) { return false }
      throw StorageError(
        .unwritable, "\(target.path) cannot be created; check the permissions of the folder",
        underlyingError: error)
    }
  }
}
