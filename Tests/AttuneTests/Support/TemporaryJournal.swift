import Foundation
import ProgramTesting
import Testing

@testable import Attune

/// A journal in a temporary folder, whose file tests can change without a storage.
struct TemporaryJournal: Sendable {
  let folder: String

  var path: String { folder + "/study.journal" }
  var lockPath: String { path + ".lock" }

  /// A new storage over the file.
  var storage: JournalStorage { JournalStorage(path: path) }

  /// The bytes of the file.
  func bytes() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// The names of all files in the folder.
  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  /// Replaces the contents of the file.
  func write(_ bytes: some Sequence<UInt8>) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Appends bytes without a lock, as another program does.
  func append(_ bytes: some Sequence<UInt8>) throws {
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(bytes))
    try file.close()
  }
}

/// Calls a closure with a journal that does not exist yet, in a folder that is removed afterward.
func withTemporaryJournal<Result>(_ body: (TemporaryJournal) throws -> Result) throws -> Result {
  try withTemporaryFolder { try body(TemporaryJournal(folder: $0)) }
}

/// Calls a closure with a journal of these bytes, in a folder that is removed afterward.
func withTemporaryJournal<Result>(
  of bytes: some Sequence<UInt8>, _ body: (TemporaryJournal) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("attune-tests-\(Foundation.UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let journal = TemporaryJournal(folder: folder.path)
  try journal.write(bytes)
  return try await body(journal)
}

/// Calls a closure with a journal of these bytes, in a folder that is removed afterward.
func withTemporaryJournal<Result>(
  of bytes: some Sequence<UInt8>, _ body: (TemporaryJournal) throws -> Result
) throws -> Result {
  try withTemporaryJournal { journal in
    try journal.write(bytes)
    return try body(journal)
  }
}

extension LogOperation {
  /// An operation that tests identify by a number.
  static func mark(_ number: Int) -> LogOperation { .discardTrials([number]) }
}

extension LogRecord {
  /// A record that tests identify by a number.
  static func mark(_ number: Int) -> LogRecord {
    LogRecord(worker: "w", operation: .mark(number))
  }
}

extension JournalStorage {
  /// Appends marks with a single append.
  func append(marks: [Int]) throws {
    _ = try append(after: .start) { _ throws(StorageError) in marks.map(LogRecord.mark) }
  }

  /// The marks recorded so far.
  func marks() throws -> [Int] {
    try records(after: .start).records.compactMap { record in
      if case .discardTrials(let numbers) = record.operation { numbers.first } else { nil }
    }
  }
}

/// The bytes of a journal of marks.
func lines(marks: [Int]) -> [UInt8] {
  JournalEncoder.lines(marks.map(LogRecord.mark))
}
