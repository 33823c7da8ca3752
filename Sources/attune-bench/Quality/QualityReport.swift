import Foundation

/// The tables of a quality measurement, with the recorded results of other optimizers.
struct QualityReport {
  private let summaries: [QualitySummary]

  /// Compares runs of the same length with the peers and with each other.
  init(_ runs: [QualityRun], evaluations: Int, peers: PeerResults) {
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
          || !peers.bests(of: PeerResults.baseline, on: problem, after: evaluations).isEmpty
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
      let others = peers.optimizers.map { optimizer in
        (optimizer, known.map { peers.bests(of: optimizer, on: $0, after: evaluations) })
      }
      return QualitySummary(
        known, evaluations: evaluations,
        bests: own + others.filter { !$0.1.contains(where: \.isEmpty) },
        baseline: known.map {
          Statistics.median(peers.bests(of: PeerResults.baseline, on: $0, after: 100))
        })
    }
  }

  /// The text of all tables.
  var text: String {
    summaries.map { Self.text(of: $0) }.joined(separator: "\n\n")
  }

  private static func text(of summary: QualitySummary) -> String {
    var figures = TextTable(["optimizer", "regret", "±", "geometric", "rank"])
    var problems = TextTable(["mean regret"] + summary.problems.map(\.name))
    for row in summary.rows {
      figures.add(
        [row.optimizer]
          + [row.regret, row.standardError, row.geometricRegret].map { format($0, places: 3) }
          + [format(row.rank, places: 2)])
      problems.add([row.optimizer] + row.regrets.map { format($0, places: 3) })
    }
    let count = summary.problems.count
    let title = "\(count) problem\(count == 1 ? "" : "s"), \(summary.evaluations) evaluations"
    return ([title, ""] + figures.lines + [""] + problems.lines).joined(separator: "\n")
  }

  private static func format(_ value: Double, places: Int) -> String {
    String(format: "%.\(places)f", value)
  }
}
