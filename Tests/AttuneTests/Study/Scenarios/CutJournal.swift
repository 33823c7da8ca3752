import Foundation

@testable import Attune

/// What a process that died left behind: the first records of a journal, its owners all gone.
struct CutJournal {
  /// The way in which the dead process is told from living ones.
  enum Death: CaseIterable, Sendable {
    /// Its number is taken by a process that started later, or by none.
    case process
    /// The machine has been started anew since.
    case boot
  }

  private let lines: [String]

  /// Reads the journal of a study that has ended.
  init(path: String, _ death: Death = .process) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    lines = try text.split(separator: "\n").map {
      JSONWriter.text(Self.bury(try JSONParser.parse(String($0)), death))
    }
  }

  /// How many records there are.
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

  private static func bury(_ value: JSONValue, _ death: Death) -> JSONValue {
    guard case .object(let object) = value else { return value }
    return .object(
      JSONObject(
        object.map { key, value in
          // What that boot recorded lies before the present one.
          if death == .boot, key == "datetime_start", value.stringValue != nil {
            return (key, .string("2001-01-01T00:00:00.000000+00:00"))
          }
          guard key == SystemAttribute.owner, var owner = value.objectValue else {
            return (key, bury(value, death))
          }
          switch death {
          case .process: owner["start"] = .int((owner["start"]?.intValue ?? 0) - 1)
          case .boot:
            owner["boot"] = "00000000-0000-0000-0000-000000000000"
          }
          return (key, .object(owner))
        }))
  }
}
