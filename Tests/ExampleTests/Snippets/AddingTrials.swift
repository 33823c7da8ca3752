import Attune

/// Adds a trial that was run by hand, and the trials of another study.
func addTrials(to study: Study, from other: Study) throws {
  // snippet: adding trials
  try study.add(
    TrialRecord(
      parameters: [
        "rate": .float(0.01, in: 1e-4...1e-1, scale: .log),
        "layers": .int(2, in: 1...3),
        "activation": .choice(Activation.relu),
      ],
      value: 0.12, userAttributes: ["origin": "notebook of March"]))

  try study.add(contentsOf: other.trials.map { TrialRecord($0) })
  // snippet end
}
