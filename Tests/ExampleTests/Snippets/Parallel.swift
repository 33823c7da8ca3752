import Attune

private func evaluate(_ x: Double) throws -> Double { x * x }

private func evaluateElsewhere(_ x: Double) async throws -> Double {
  await Task.yield()
  return x * x
}

/// Runs a study in an asynchronous function.
func runAsynchronously(_ study: Study) async throws {
  func evaluate(_ x: Double) async throws -> Double { try await evaluateElsewhere(x) }
  // snippet: asynchronous
  try await study.optimize(trials: 100) { trial in
    try await evaluate(trial.suggest("x", in: -5.0...5.0))
  }
  // snippet end
}

/// Runs a study on several threads.
func runInParallel(_ study: Study) throws {
  // snippet: parallel
  try study.optimize(trials: 100, parallelism: 4, batchSize: 8) { trial in
    try evaluate(trial.suggest("x", in: -5.0...5.0))
  }
  // snippet end
}
