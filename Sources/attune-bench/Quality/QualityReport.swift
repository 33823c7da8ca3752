import Attune
import Foundation

/// The results of a quality measurement, with the recorded results of other optimizers.
struct QualityReport {
  private let summaries: [QualitySummary]
  private let comparisons: [[PairedComparison]]

  /// Compares runs of the same length with the peers and with each other.
  ///
  /// - Parameters:
  ///   - runs: The runs, of every optimizer with the same seeds.
  ///   - evaluations: The number of evaluations of each run.
  ///   - peers: The results of other optimizers; nil if the runs are not comparable with them.
  ///   - baseline: The values of random search.
  init(_ runs: [QualityRun], evaluations: Int, peers: PeerResults?, baseline: RandomBaseline) {
    var problems: [Problem] = []
    var optimizers: [String] = []
    for run in runs {
      if !problems.contains(where: { $0.name == run.problem.name }) { problems.append(run.problem) }
      if !optimizers.contains(run.optimizer) { optimizers.append(run.optimizer) }
    }
    let recorded = [50, 100, 300].filter { $0 <= evaluations }
    summaries = (recorded.isEmpty ? [evaluations] : recorded).compactMap { evaluations in
      // Some problems were not measured with the larger numbers of evaluations.
      let known = problems.filter { problem in
        recorded.isEmpty
          || peers?.bests(of: PeerResults.baseline, on: problem, after: evaluations).isEmpty
            != true
      }
      guard !known.isEmpty else { return nil }
      let own = optimizers.map { optimizer in
        let runs = runs.filter { $0.optimizer == optimizer }
        return (
          optimizer,
          known.map { problem in
            runs.filter { $0.problem.name == problem.name }.map { $0.best(after: evaluations) }
          }
        )
      }
      let others = (peers?.optimizers ?? []).map { optimizer in
        (optimizer, known.map { peers?.bests(of: optimizer, on: $0, after: evaluations) ?? [] })
      }
      return QualitySummary(
        known, evaluations: evaluations,
        bests: own + others.filter { !$0.1.contains(where: \.isEmpty) },
        baseline: known.map { baseline[$0] ?? .nan })
    }
    comparisons = summaries.map { summary in
      let rows = optimizers.compactMap { name in summary.rows.first { $0.optimizer == name } }
      return rows.dropFirst().compactMap { PairedComparison(rows[0], $0) }
    }
  }

  /// The text of all tables.
  var text: String {
    zip(summaries, comparisons).map { Self.text(of: $0, $1) }.joined(separator: "\n\n")
  }

  private static func text(
    of summary: QualitySummary, _ comparisons: [PairedComparison]
  ) -> String {
    var figures = TextTable(["optimizer", "regret", "±", "worst two", "geometric", "rank"])
    for row in summary.rows {
      figures.add(
        [row.optimizer]
          + [row.regret, row.standardError, row.worstTwoRegret, row.geometricRegret].map {
            format($0, places: 3)
          }
          + [format(row.rank, places: 2)])
    }
    let count = summary.problems.count
    let title = "\(count) problem\(count == 1 ? "" : "s"), \(summary.evaluations) evaluations"
    var lines = [title, ""] + figures.lines
    lines += [""] + table("mean regret", of: summary, \.regrets).lines
    lines += [""] + table("standard error", of: summary, \.standardErrors).lines
    lines += [""] + table("worst two seeds", of: summary, \.worstTwoRegrets).lines
    for comparison in comparisons { lines += [""] + table(of: comparison, summary.problems).lines }
    return lines.joined(separator: "\n")
  }

  private static func table(
    _ title: String, of summary: QualitySummary, _ figures: (QualitySummary.Row) -> [Double]
  ) -> TextTable {
    var table = TextTable([title] + summary.problems.map(\.name))
    for row in summary.rows {
      table.add([row.optimizer] + figures(row).map { format($0, places: 3) })
    }
    return table
  }

  private static func table(of comparison: PairedComparison, _ problems: [Problem]) -> TextTable {
    var table = TextTable([
      "\(comparison.first) minus \(comparison.second)", "difference", "±", "wins", "losses",
    ])
    let names = ["all problems"] + problems.map(\.name)
    for (name, difference) in zip(names, [comparison.overall] + comparison.problems) {
      table.add(
        [name] + [difference.mean, difference.standardError].map { format($0, places: 3) }
          + ["\(difference.winCount)", "\(difference.lossCount)"])
    }
    return table
  }

  private static func format(_ value: Double, places: Int) -> String {
    String(format: "%.\(places)f", value)
  }

  /// The figures as lines of JSON: one for each optimizer, and one for each pair of optimizers, on
  /// each problem and on all problems, whose name is null.
  var jsonLines: [JSONObject] {
    zip(summaries, comparisons).flatMap { summary, comparisons in
      let names = [JSONValue.null] + summary.problems.map { .string($0.name) }
      let rows = summary.rows.flatMap { Self.jsonLines(of: $0, names) }
      let pairs = comparisons.flatMap { Self.jsonLines(of: $0, names) }
      return (rows + pairs).map { line in
        var line = line
        line["evaluations"] = .int(summary.evaluations)
        return line
      }
    }
  }

  private static func jsonLines(
    of row: QualitySummary.Row, _ names: [JSONValue]
  ) -> [JSONObject] {
    let regrets = [row.regret] + row.regrets
    let errors = [row.standardError] + row.standardErrors
    let worst = [row.worstTwoRegret] + row.worstTwoRegrets
    return names.indices.map { index in
      [
        "optimizer": .string(row.optimizer), "problem": names[index],
        "regret": .float(regrets[index]), "standard_error": .float(errors[index]),
        "worst_two": .float(worst[index]),
      ]
    }
  }

  private static func jsonLines(
    of comparison: PairedComparison, _ names: [JSONValue]
  ) -> [JSONObject] {
    zip(names, [comparison.overall] + comparison.problems).map { name, difference in
      [
        "optimizer": .string(comparison.first), "compared_with": .string(comparison.second),
        "problem": name, "difference": .float(difference.mean),
        "standard_error": .float(difference.standardError), "wins": .int(difference.winCount),
        "losses": .int(difference.lossCount),
      ]
    }
  }
}
