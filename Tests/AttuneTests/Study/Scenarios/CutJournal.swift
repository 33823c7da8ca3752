import Foundation

@testable import Attune

/// The journal that a crashed process leaves: its first records, whose owners no longer exist.
struct CutJournal {
  /// The evidence that the process no longer exists.
  enum Crash: CaseIterable, Sendable {
    /// Its process ID belongs to a process that started later, or to none.
    case process
    /// The machine has rebooted since.
    case boot
  }

  private let lines: [String]

  /// Reads a journal.
  init(path: String, _ crash: Crash = .process) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    lines = try text.split(separator: "\n").map {
      JSONWriter.text(Self.withLostOwners(try JSONParser.parse(String($0)), crash))
    }
  }

  /// The number of records.
  var count: Int { lines.count }

  /// Writes the first records into a new file.
  func write(prefix count: Int, to path: String) throws {
    try lines.prefix(count).map { $0 + "\n" }.joined()
      .write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// A storage in memory that holds the first records.
  func storage(prefix count: Int) throws -> InMemoryStorage {
    var decoder = JournalDecoder()
    let records = try lines.prefix(count).map { try decoder.record(JSONParser.parse($0)) }
    let storage = InMemoryStorage()
    _ = try storage.append(after: .start) { _ throws(StorageError) in records }
    return storage
  }

  private static func withLostOwners(_ value: JSONValue, _ crash: Crash) -> JSONValue {
    guard case .object(let object) = value else { return value }
    return .object(
      JSONObject(
        object.map { key, value in
          // Trials of an earlier boot started before the present one.
          if crash == .boot, key == "datetime_start", value.stringValue != nil {
            return (key, .string("2001-01-01T00:00:00.000000+00:00"))
          }
          guard key == SystemAttribute.owner, var owner = value.objectValue else {
            return (key, withLostOwners(value, crash))
          }
          switch crash {
          case .process: owner["start"] = .int((owner["start"]?.intValue ?? 0) - 1)
          case .boot:
            owner["boot"] = "00000000-0000-0000-0000-000000000000"
          }
          return (key, .object(owner))
        }))
  }
}
