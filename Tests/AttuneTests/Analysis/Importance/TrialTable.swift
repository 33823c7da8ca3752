@testable import Attune

/// A synthetic study, given by the parameters and values of each trial.
struct TrialTable {
  struct Row {
    var parameters: [Parameter]
    var values: [Double]
    var state = TrialState.complete
    var seconds = 1.0
  }

  var directions: [Direction] = [.minimize]
  var rows: [Row] = []

  /// The study, its trials numbered in the order of the rows.
  var study: StudySnapshot {
    var history = TrialHistory(directions: directions)
    for (number, row) in rows.enumerated() {
      history.append(
        TrialSnapshot(
          number: number, id: number, state: row.state, values: row.values,
          parameters: ParameterList(row.parameters), startTime: Timestamp(microsecondsSince1970: 0),
          endTime: Timestamp(microsecondsSince1970: Int64(row.seconds * 1e6))))
    }
    return StudySnapshot(
      name: "table", trials: history, userAttributes: JSONObject(), systemAttributes: JSONObject())
  }
}

extension TrialTable {
  /// Random trials of a function of `x` and `kind`; `idle` has no influence, and `only` is constant.
  static func random(
    count: Int = 120, seed: UInt64 = 1, labels: [JSONValue] = ["a", "b", "c"],
    _ function: (_ x: Double, _ kind: Int) -> Double = { $0 * $0 + ($1 == 2 ? 0.3 : 0) }
  ) throws -> TrialTable {
    var random = RandomStream(seed: seed, purpose: "table")
    let unit = Distribution.float(try FloatDistribution(0...1))
    let choice = Distribution.categorical(try CategoricalDistribution(choices: labels))
    let single = Distribution.int(try IntDistribution(7...7))
    var table = TrialTable()
    for _ in 0..<count {
      let (x, kind) = (random.uniform(), random.index(below: labels.count))
      table.rows.append(
        Row(
          parameters: [
            Parameter(name: "x", distribution: unit, recordedValue: x),
            Parameter(name: "kind", distribution: choice, recordedValue: Double(kind)),
            Parameter(name: "idle", distribution: unit, recordedValue: random.uniform()),
            Parameter(name: "only", distribution: single, recordedValue: 7),
          ],
          values: [function(x, kind)]))
    }
    return table
  }
}
