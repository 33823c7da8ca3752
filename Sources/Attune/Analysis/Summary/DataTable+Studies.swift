extension DataTable {
  /// Creates a table with a row for each study: its name, its directions, its trial counts by state, its
  /// best value and its start time.
  package init(_ summaries: some Sequence<StudySummary>) {
    let states: [TrialState] = [.complete, .pruned, .failed, .running, .waiting]
    self.init(
      columns: ["name", "direction", "n_trials"].map { Column($0) }
        + states.map { Column($0.description) }
        + ["best_value", "datetime_start"].map { Column($0) },
      rows: summaries.map { summary in
        let directions = summary.directions.map(\.description).joined(separator: ", ")
        let best = summary.directions.count == 1 ? summary.bestTrials.first?.values.first : nil
        let counts = states.map { JSONValue?.some(.int(summary.counts[$0] ?? 0)) }
        return [.string(summary.name), .string(directions), .int(summary.trialCount)] + counts
          + [best.map { .float($0) }, summary.firstStart.map { .string($0.shortText) }]
      })
  }
}
