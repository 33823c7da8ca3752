import Attune

/// Suggests the parameters of the guide to priors and constraints; returns a number that depends on all
/// of them.
func suggestWithPriorsAndConstraints(_ trial: Trial) throws -> Double {
  // snippet: priors
  let momentum = try trial.suggest("momentum", in: 0.0...1.0, prior: .normal(mean: 0.9, sd: 0.1))
  let rate = try trial.suggest(
    "rate", in: 1e-5...1, scale: .log, prior: .logNormal(median: 1e-3, sd: 1.5))
  let kind = try trial.suggest("kind", from: ["adam", "sgd"], prior: .weights([3, 1]))
  // snippet end
  // snippet: orders
  let size = try trial.suggest("size", ordered: ["small", "medium", "large"])
  let width = try trial.suggest("width", in: 8...256, factor: 2)  // 8, 16, …, 256
  let decay = try trial.suggest("decay", in: 1e-4...1, factor: 10)  // 0.0001, 0.001, …, 1
  // snippet end
  // snippet: condition
  let point = try trial.suggest(["x": 0.0...1.0, "y": 0.0...1.0]) { $0["x"] + $0["y"] <= 1 }
  // snippet end
  // snippet: composites
  let band = try trial.suggestOrderedPair("band", in: 0.0...100.0)  // low ≤ high
  let mixture = try trial.suggestSimplex("mixture", count: 3)  // fractions, sum 1
  let order = try trial.suggestPermutation("order", of: ["clean", "scale", "select"])
  let features = try trial.suggestSubset("features", of: ["age", "mass", "insulin"], count: 2)
  // snippet end
  let texts = [kind, size] + order + features
  return momentum + rate + decay + Double(width + texts.joined().count)
    + point["x"] + band.low + mixture[0]
}

/// Returns the fractions of a finished trial.
func mixture(of bestTrial: TrialSnapshot) throws -> [Double] {
  // snippet: reading composites
  let best = FixedTrial(bestTrial).trial
  let bestMixture = try best.suggestSimplex("mixture", count: 3)
  // snippet end
  return bestMixture
}
