import Attune

private func evaluate(kernel: String, degree: Int) throws -> Double {
  kernel == "linear" ? 3 : Double(degree)
}

/// Runs the study of the guide.
func runBruteForceSearch() throws -> (Study, StopReason) {
  // snippet: brute-force search
  let study = try Study("kernels", storage: "kernels.journal", sampler: .bruteForce)
  let reason = try study.optimize { trial in
    let kernel = try trial.suggest("kernel", from: ["linear", "polynomial"])
    let degree = kernel == "polynomial" ? try trial.suggest("degree", in: 2...5) : 1
    return try evaluate(kernel: kernel, degree: degree)
  }
  // Five trials, and reason == .exhausted.
  // snippet end
  return (study, reason)
}
