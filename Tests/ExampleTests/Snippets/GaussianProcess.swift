import Attune

private func evaluate(rate: Double, momentum: Double, decay: Double) throws -> Double {
  abs(rate - 0.01) + abs(momentum - 0.9) + decay
}

// snippet: gaussian-process
func runGaussianProcess() throws -> Study {
  let study = try Study("digits", sampler: .gp(), seed: 1)
  try study.optimize(trials: 60) { trial in
    try evaluate(
      rate: trial.suggest("rate", in: 1e-5...1e-1, scale: .log),
      momentum: trial.suggest("momentum", in: 0.5...0.999),
      decay: trial.suggest("decay", in: 1e-6...1e-2, scale: .log))
  }
  return study
}
// snippet end

// snippet: gaussian-process-prediction
func printPrediction(_ study: Study) throws {
  let prediction = try GPSampler().prediction(
    of: ["rate": 0.01, "momentum": 0.9, "decay": 1e-4], in: study.trials)
  print(prediction.mean, prediction.standardDeviation)
}
// snippet end
