import Foundation
import Testing

@testable import Attune

/// A synthetic study and its report.
struct ReportedStudy {
  var name = "a study"
  var directions: [Direction] = [.minimize]
  var trials: [TrialSnapshot] = []
  var userAttributes = JSONObject()
  var systemAttributes = JSONObject()

  /// Adds a trial with the next number and a parameter `x`, one second after the last one.
  @discardableResult
  mutating func add(
    _ state: TrialState = .complete, _ values: [Double] = [], _ parameters: [Parameter] = [],
    userAttributes: JSONObject = JSONObject(), systemAttributes: JSONObject = JSONObject()
  ) throws -> Int {
    let number = trials.count
    let start = Int64(1_767_225_600 + number) * 1_000_000
    trials.append(
      TrialSnapshot(
        number: number, id: number, state: state, values: values,
        parameters: ParameterList(try [Self.float("x", Double(number) / 8)] + parameters),
        userAttributes: userAttributes, systemAttributes: systemAttributes,
        startTime: Timestamp(microsecondsSince1970: start),
        endTime: state.isFinished ? Timestamp(microsecondsSince1970: start + 1_500_000) : nil))
    return number
  }

  static func float(_ name: String, _ value: Double) throws -> Parameter {
    Parameter(
      name: name, distribution: .float(try FloatDistribution(-1000...1000)), recordedValue: value)
  }

  static func choice(_ name: String, _ choices: [JSONValue], _ index: Int) throws -> Parameter {
    Parameter(
      name: name, distribution: .categorical(try CategoricalDistribution(choices: choices)),
      recordedValue: Double(index))
  }

  var snapshot: StudySnapshot {
    var history = TrialHistory(directions: directions)
    for trial in trials { history.append(trial) }
    return StudySnapshot(
      name: name, trials: history, userAttributes: userAttributes,
      systemAttributes: systemAttributes)
  }

  func page(plots: [Plot] = []) -> String {
    snapshot.report(plots: plots, madeAt: Self.moment)
  }

  /// 2026-01-31 23:59:59 UTC.
  static let moment = Timestamp(microsecondsSince1970: 1_769_903_999_000_000)
}

/// The data of a page for its script.
struct ReportData {
  let columns: [String]
  let best: [Int]
  let rows: [[JSONValue]]

  init(_ page: String) throws {
    let marker = "<script type=\"application/json\" id=\"data\">"
    let text = try #require(page.components(separatedBy: marker).last)
    let json = try #require(text.components(separatedBy: "</script>").first)
    let data = try #require(try JSONParser.parse(json).objectValue)
    columns = try data.array("columns").compactMap { try $0.objectValue?.string("name") }
    best = try data.array("best").compactMap(\.intValue)
    rows = try data.array("rows").compactMap(\.arrayValue)
  }

  /// The numbers of the trials in the order of the rows.
  var order: [Int] { rows.compactMap(\.first?.intValue) }

  /// Returns the cells of a column.
  func column(_ name: String) throws -> [JSONValue] {
    let index = try #require(columns.firstIndex(of: name), "no column \(name) in \(columns)")
    return rows.map { $0[index] }
  }
}
