import Attune

@Sendable private func train(width: Int, rate: Double) throws -> Double {
  abs(rate - 0.02) + 1 / Double(width)
}

private func measure(_ load: Int) async throws -> Double {
  await Task.yield()
  return Double(load)
}

/// Runs with a thread for each core.
func runOnAllCores() throws -> Study {
  // snippet: all cores
  let study = try Study("wide", storage: "wide.journal", seed: 1)
  try study.optimize(trials: 200, parallelism: .allCores) { trial in
    try train(
      width: trial.suggest("width", in: 8...512, scale: .log),
      rate: trial.suggest("rate", in: 1e-4...1e-1, scale: .log))
  }
  // snippet end
  return study
}

/// Runs in tasks.
func runInTasks(_ study: Study) async throws {
  // snippet: tasks
  try await study.optimize(trials: 100, parallelism: 8) { trial in
    try await measure(trial.suggest("load", in: 1...1000, scale: .log))
  }
  // snippet end
}

/// Runs in batches.
func runInBatches(_ study: Study) throws {
  // snippet: batches
  try study.optimize(trials: 200, parallelism: 4, batchSize: 8) { trial in
    try train(
      width: trial.suggest("width", in: 8...512, scale: .log),
      rate: trial.suggest("rate", in: 1e-4...1e-1, scale: .log))
  }
  // snippet end
}
