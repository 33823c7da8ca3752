import Attune
import Foundation

/// The result of a measurement of speed: named numbers.
struct SpeedResult {
  private var json: JSONObject

  /// Creates a result from the settings, the number of timed trials and their total time.
  init(_ speedCase: SpeedCase, trials: Int, seconds: Double) {
    json = [
      "case": .string(speedCase.name), "trials": .int(trials),
      "params": .int(speedCase.parameters), "space": .string(speedCase.space.rawValue),
      "seconds": .float(seconds), "ms_per_trial": .float(seconds / Double(trials) * 1e3),
    ]
  }

  /// Parses a result from a line of JSON.
  init(_ line: String) throws {
    json = try JSONParser.parse(line).objectValue ?? JSONObject()
  }

  /// The result as a line of JSON.
  var line: String { json.description }

  /// Adds a number.
  mutating func record(_ name: String, _ value: Double) {
    json[name] = .float(value)
  }

  /// Adds a count.
  mutating func record(_ name: String, _ value: Int) {
    json[name] = .int(value)
  }

  private static let columns: [(title: String, name: String, places: Int)] = [
    ("trials", "trials", 0), ("parameters", "params", 0), ("ms/trial", "ms_per_trial", 4),
    ("ask µs", "ask_us", 1), ("suggest µs", "suggest_us", 1), ("tell µs", "tell_us", 1),
    ("MB/s", "mb_per_s", 1), ("trials/s", "trials_per_s", 0),
    ("bytes/trial", "bytes_per_trial", 0),
  ]

  /// A table of several results.
  static func table(_ results: [SpeedResult]) -> TextTable {
    var table = TextTable(["case", "space"] + columns.map(\.title))
    for result in results {
      let texts = ["case", "space"].map { result.json[$0]?.stringValue ?? "" }
      table.add(
        texts
          + columns.map { column in
            result.json[column.name]?.doubleValue.map {
              String(format: "%.\(column.places)f", $0)
            } ?? ""
          })
    }
    return table
  }
}
