import Attune
import Foundation

/// The regrets of strategies on tables of learning curves by the epochs spent.
///
/// Epochs are counted in complete trainings.
struct CurveReport {
  /// The regret before the first training has ended, and the greatest one, as in the quality measurement.
  static let worstRegret = 5.0

  /// The figures of a strategy.
  struct Row {
    /// The name of the strategy.
    let strategy: String
    /// The mean regret over seeds and then over tables, for each number of trainings.
    let regrets: [Double]
    /// The standard errors of these means.
    let standardErrors: [Double]
    /// The mean regret on each table after all epochs.
    let finalRegrets: [Double]
    /// The median over seeds of the epochs until the median final loss of the first strategy is reached, on
    /// each table; nil if half of the seeds do not reach it.
    let epochsToReference: [Double?]
    /// The number of configurations, and of complete trainings, as means over all runs.
    let counts: (configurations: Double, complete: Double)
  }

  /// The numbers of complete trainings whose epochs are spent, from an eighth of all to all.
  let trainings: [Int]
  /// The tables.
  let tables: [CurveTable]
  /// The strategies in the given order.
  let rows: [Row]

  /// Summarizes runs, of every strategy on every table with the same seeds.
  ///
  /// - Parameter trainingCount: The number of complete trainings whose epochs each run has spent.
  init(_ runs: [CurveRun], on tables: [CurveTable], trainingCount: Int) {
    var names: [String] = []
    for run in runs where !names.contains(run.strategy) { names.append(run.strategy) }
    let trainings = [8, 4, 2, 1].map { trainingCount / $0 }
    self.trainings = trainings
    self.tables = tables
    let references = tables.map { table in
      Statistics.median(
        runs.filter { $0.strategy == names.first && $0.table == table.name }
          .map { $0.best(within: trainingCount * table.epochCount) ?? .infinity })
    }
    rows = names.map { name in
      let byTable = tables.map { table in
        runs.filter { $0.strategy == name && $0.table == table.name }
      }
      let regrets = trainings.map { trainings in
        zip(tables, byTable).map { table, runs in
          runs.map { Self.regret(of: $0, on: table, within: trainings) }
        }
      }
      let all = byTable.flatMap { $0 }
      return Row(
        strategy: name,
        regrets: regrets.map { Statistics.mean($0.map(Statistics.mean)) },
        standardErrors: regrets.map { regrets in
          let squares = regrets.map { pow(Statistics.standardError($0), 2) }
          return sqrt(squares.reduce(0, +)) / Double(regrets.count)
        },
        finalRegrets: regrets[trainings.count - 1].map(Statistics.mean),
        epochsToReference: zip(byTable, references).map { runs, reference in
          let median = Statistics.median(
            runs.map { $0.epochs(to: reference).map(Double.init) ?? .infinity })
          return median.isFinite ? median : nil
        },
        counts: (
          Statistics.mean(all.map { Double($0.configurationCount) }),
          Statistics.mean(all.map { Double($0.completeCount) })
        ))
    }
  }

  private static func regret(
    of run: CurveRun, on table: CurveTable, within trainings: Int
  ) -> Double {
    run.best(within: trainings * table.epochCount).map { min(table.regret(of: $0), worstRegret) }
      ?? worstRegret
  }

  /// The text of all tables.
  var text: String {
    var figures = TextTable(
      ["regret after trainings"] + trainings.map { "\($0)" } + ["±", "configurations", "complete"])
    for row in rows {
      figures.add(
        [row.strategy] + row.regrets.map { String(format: "%.3f", $0) }
          + [
            String(format: "%.3f", row.standardErrors[trainings.count - 1]),
            String(format: "%.0f", row.counts.configurations),
            String(format: "%.0f", row.counts.complete),
          ])
    }
    var final = TextTable(["regret after all trainings"] + tables.map(\.name))
    var reached = TextTable(["epochs to the first one's result"] + tables.map(\.name))
    for row in rows {
      final.add([row.strategy] + row.finalRegrets.map { String(format: "%.3f", $0) })
      reached.add(
        [row.strategy] + row.epochsToReference.map { $0.map { String(format: "%.0f", $0) } ?? "–" })
    }
    return [figures, final, reached].map { $0.lines.joined(separator: "\n") }
      .joined(separator: "\n\n")
  }

  /// A line of JSON for each strategy.
  var jsonLines: [JSONObject] {
    rows.map { row in
      [
        "strategy": .string(row.strategy), "trainings": trainings.jsonValue,
        "regrets": row.regrets.jsonValue, "standard_errors": row.standardErrors.jsonValue,
        "tables": tables.map(\.name).jsonValue, "final_regrets": row.finalRegrets.jsonValue,
        "epochs_to_reference": .array(
          row.epochsToReference.map { $0.map(JSONValue.float) ?? .null }),
        "configurations": .float(row.counts.configurations),
        "complete": .float(row.counts.complete),
      ]
    }
  }
}
