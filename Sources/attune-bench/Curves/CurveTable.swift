import Attune
import Foundation

/// Learning curves of real trainings, one for every configuration of a grid.
///
/// The search space is the grid itself, so that every configuration that a sampler proposes is a training that
/// was run: a column of integers with a constant step is an integer parameter, any other column a choice.
struct CurveTable: Sendable {
  /// The possible values of a hyperparameter.
  private enum Axis: Sendable {
    case integers(ClosedRange<Int>, step: Int)
    case choices([String])
  }

  /// The name of the table.
  let name: String
  /// The number of epochs of a complete training.
  let epochCount: Int
  /// The least loss after the last epoch.
  let optimum: Double
  /// The median of the best loss that random search reaches with ``baselineCount`` complete trainings.
  let baseline: Double

  /// The number of trainings of random search whose median is the unit of regret.
  static let baselineCount = 20

  private let axes: [(name: String, axis: Axis)]
  private let curves: [String: [Double]]

  /// The names of the tables, which `Resources/curves.py` writes.
  static let names = ["boosting-cancer", "linear-wine", "network-diabetes", "network-digits"]

  /// The table with a name.
  static func named(_ name: String) throws -> CurveTable {
    guard names.contains(name) else {
      throw CommandError(
        "unknown table \"\(name)\"; choose from \(names.joined(separator: ", "))")
    }
    let file = "curves-\(name).csv"
    let header = try Resource.header(of: file)
    return try CurveTable(name, header, try Resource.rows(of: file, columns: header.count))
  }

  /// Creates a table.
  ///
  /// - Parameters:
  ///   - name: The name of the table.
  ///   - header: The names of the hyperparameters, then `loss1`, `loss2` and so on, by the number of epochs.
  ///   - rows: A row for each configuration.
  /// - Precondition: Every row has as many cells as the header.
  init(_ name: String, _ header: [String], _ rows: [[String]]) throws {
    let count = header.count { !$0.hasPrefix("loss") }
    guard count > 0, count < header.count, !rows.isEmpty else {
      throw CommandError("\(name): needs columns of hyperparameters, then losses, and rows")
    }
    epochCount = header.count - count
    guard header[count...].elementsEqual((1...epochCount).map { "loss\($0)" }) else {
      throw CommandError("\(name): the losses are not those after 1 to \(epochCount) epochs")
    }
    axes = header[..<count].enumerated().map { index, name in
      (name, Self.axis(of: rows.map { $0[index] }))
    }
    var curves: [String: [Double]] = [:]
    for row in rows {
      let losses = row[count...].compactMap { Double($0) }
      guard losses.count == epochCount, losses.allSatisfy(\.isFinite) else {
        throw CommandError("\(name): a loss of the row \(row[..<count]) is not a number")
      }
      curves[Self.key(row[..<count])] = losses
    }
    let cellCount = axes.reduce(1) { $0 * Self.valueCount(of: $1.axis) }
    guard curves.count == rows.count, curves.count == cellCount else {
      throw CommandError("\(name): has \(curves.count) configurations instead of \(cellCount)")
    }
    self.curves = curves
    self.name = name
    let final = curves.values.compactMap(\.last).sorted()
    optimum = final[0]
    // Half of the samples of that size have a value among this fraction of the best.
    let fraction = 1 - pow(0.5, 1 / Double(Self.baselineCount))
    let rank = max(1, Int(fraction * Double(final.count)))
    guard final.count > rank, final[rank] > final[0] else {
      throw CommandError("\(name): the best losses are equal, so that regrets are undefined")
    }
    baseline = final[rank]
  }

  /// The losses of the configuration that a trial suggests, after each epoch.
  func curve(of trial: Trial) throws -> [Double] {
    let cells = try axes.map { name, axis in
      switch axis {
      case .integers(let range, let step): "\(try trial.suggest(name, in: range, step: step))"
      case .choices(let choices): try trial.suggest(name, from: choices)
      }
    }
    guard let curve = curves[Self.key(cells)] else {
      throw CommandError("\(name): has no row for \(cells.joined(separator: ", "))")
    }
    return curve
  }

  /// The regret of a loss after the last epoch: 0 is the optimum, 1 the baseline.
  func regret(of loss: Double) -> Double { (loss - optimum) / (baseline - optimum) }

  /// A line for a list of tables.
  var summary: [String] {
    [
      name, "\(curves.count)", "\(axes.count)", "\(epochCount)",
      String(format: "%.5g", optimum), String(format: "%.5g", baseline),
    ]
  }

  private static func axis(of cells: [String]) -> Axis {
    var distinct: [String] = []
    for cell in cells where !distinct.contains(cell) { distinct.append(cell) }
    let integers = distinct.compactMap { Int($0) }.sorted()
    guard integers.count == distinct.count, integers.count > 1 else { return .choices(distinct) }
    let step = integers[1] - integers[0]
    let isRegular = zip(integers, integers.dropFirst()).allSatisfy { $1 - $0 == step }
    guard isRegular else { return .choices(distinct) }
    return .integers(integers[0]...integers[integers.count - 1], step: step)
  }

  private static func valueCount(of axis: Axis) -> Int {
    switch axis {
    case .integers(let range, let step): (range.upperBound - range.lowerBound) / step + 1
    case .choices(let choices): choices.count
    }
  }

  private static func key(_ cells: some Sequence<String>) -> String {
    cells.joined(separator: ",")
  }
}
