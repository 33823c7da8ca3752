import Attune
import Foundation

/// What a measurement of speed has found, as names and numbers.
struct SpeedResult {
  private var json: JSONObject

  /// Creates a result from the circumstances, how many trials were timed and how long they took.
  init(_ speedCase: SpeedCase, trials: Int, seconds: Double) {
    json = [
      "case": .string(speedCase.name), "trials": .int(trials),
      "params": .int(speedCase.parameters), "space": .string(speedCase.space.rawValue),
      "seconds": .float(seconds), "ms_per_trial": .float(seconds / Double(trials) * 1e3),
    ]
  }

  /// Reads a result from a line of JSON.
  init(_ line: String) throws {
    json = try JSONParser.parse(line).objectValue ?? JSONObject()
  }

  /// The measurement as a line of JSON.
  var line: String { json.description }

  /// Notes another figure.
  mutating func note(_ name: String, _ value: Double) {
    json[name] = .float(value)
  }

  /// Notes another count.
  mutating func note(_ name: String, _ value: Int) {
    json[name] = .int(value)
  }

  private static let columns: [(title: String, name: String, places: Int)] = [
    ("trials", "trials", 0), ("parameters", "params", 0), ("ms a trial", "ms_per_trial", 4),
    ("ask µs", "ask_us", 1), ("suggest µs", "suggest_us", 1), ("tell µs", "tell_us", 1),
    ("MB/s", "mb_per_s", 1), ("trials/s", "trials_per_s", 0),
    ("bytes a trial", "bytes_per_trial", 0),
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
