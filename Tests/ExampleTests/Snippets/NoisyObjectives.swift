import Attune

// snippet: noisyObjective
func bake(_ trial: Trial) throws -> Double {
  let temperature = try trial.suggest("temperature", in: 150.0...250.0)
  let minutes = try trial.suggest("minutes", in: 10...60)
  var random = RandomStream(seed: try trial.seed)
  let loss = abs(temperature - 205) / 20 + abs(Double(minutes) - 32) / 10
  return loss + 0.5 * random.normal()
}
// snippet end

/// The programs of the guide to noisy objectives.
func runNoisyObjectives() throws -> Study {
  // snippet: recommended
  let study = try Study("oven", storage: .journal("oven.journal"), seed: 1)
  try study.optimize(trials: 60, progress: .automatic, bake)
  if let best = study.bestTrial { print("best:", best) }
  if let recommended = study.recommended { print("recommended:", recommended) }
  // snippet end
  return study
}

func runRepeats(_ study: Study) throws {
  // snippet: repeats
  try study.optimize(trials: 30, repeats: 3, progress: .automatic, bake)
  // snippet end
}

func runRace(_ study: Study) throws {
  // snippet: race
  let result = try study.race(top: 5, until: .trials(200), progress: .automatic, bake)
  print(result)
  if let winner = result.winner { print("the best:", winner.parameters) }
  // snippet end
}

func runRetries(_ study: Study) throws {
  // snippet: retry
  try study.optimize(trials: 60, retry: .failed(times: 2), progress: .automatic, bake)
  // snippet end
}
