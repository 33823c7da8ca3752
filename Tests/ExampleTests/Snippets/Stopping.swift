import Attune

/// Runs a study with the stop rules of the guide, one after another.
func runStopping(_ study: Study, _ objective: (Trial) throws -> Double) throws {
  // snippet: stopping
  try study.optimize(additionalTrials: 20, objective)
  try study.optimize(timeLimit: .seconds(600), until: .target(0.01), objective)
  try study.optimize(until: .any(.trials(500), .noImprovement(trials: 50)), objective)
  try study.optimize(trials: 100, trialTimeLimit: .seconds(30), objective)
  // snippet end
}
