// The output of the example about a search.

import Attune
import AttuneEvaluation

extension SearchResult where Model == DiabetesNetwork {
  /// The number of networks fitted to evaluate the settings.
  var fitCount: Int { configurations.map(\.scores.count).reduce(0, +) }

  /// The number of settings and fits, and the total time of the fits.
  var size: String {
    let seconds = configurations.flatMap(\.fitTimes).reduce(.zero, +) / .seconds(1)
    return "\(configurations.count) settings, \(fitCount) fits, "
      + "\(Int(seconds.rounded(.up))) s of one core"
  }

  /// The best settings, one per line.
  func bestSettings(_ count: Int) throws -> String {
    let table = try table.sorted(by: table.column("rank"))
    return try table.selecting(["rank", "mean_score", "std_score", "params"]).prefix(count).text()
  }

  /// The mean and the highest accuracy of the settings with each value.
  func accuracyByValue() throws -> String {
    let rows = try DiabetesNetwork.Settings.searchSpace.parameters.flatMap { parameter in
      Dictionary(grouping: configurations) { $0.settings.parameters[parameter.name] ?? .null }
        .map { value, configurations -> [JSONValue?] in
          let scores = CrossValidationScores(configurations.map(\.meanScore))
          return [
            .string(parameter.name), value, .float(scores.mean),
            scores.values.max().map { .float($0) },
          ]
        }
        .sorted { ($0[2]?.doubleValue ?? 0) > ($1[2]?.doubleValue ?? 0) }
    }
    let columns = ["setting", "value", "mean", "highest"].map { DataTable.Column($0) }
    return DataTable(columns: columns, rows: rows).text()
  }
}
