internal import Attune

/// The labels of enumerations in the tables.
enum DatabaseLabels {
  static let states: KeyValuePairs<String, TrialState> = [
    "RUNNING": .running, "COMPLETE": .complete, "PRUNED": .pruned, "FAIL": .failed,
    "WAITING": .waiting,
  ]

  static let directions: KeyValuePairs<String, Direction> = [
    "MINIMIZE": .minimize, "MAXIMIZE": .maximize,
  ]

  /// The values of numbers that have no other representation; nil for those in the column beside.
  static let values: KeyValuePairs<String, Double?> = [
    "FINITE": nil, "INF_POS": .infinity, "INF_NEG": -.infinity, "NAN": .nan,
  ]

  /// The label of a state.
  static func label(of state: TrialState) -> String {
    states.first { $0.value == state }?.key ?? ""
  }

  /// The label of a direction.
  static func label(of direction: Direction) -> String {
    directions.first { $0.value == direction }?.key ?? ""
  }

  /// The columns of a number: its value if it is finite, and its label.
  static func columns(of value: Double) -> [SQLValue] {
    if value.isFinite { return [.double(value), .text("FINITE")] }
    return [.null, .text(value.isNaN ? "NAN" : value > 0 ? "INF_POS" : "INF_NEG")]
  }
}
