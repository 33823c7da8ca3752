import Attune
import AttuneEvaluation

/// The program of the guide to metrics, and the scores that it computes.
func evaluatePredictions() throws -> [Double] {
  let species = ["rose", "rose", "iris", "iris", "iris"]
  let guesses = ["rose", "iris", "iris", "iris", "rose"]
  let prices = [3.0, 5, 4]
  let estimates = [2.0, 5, 6]
  let isSpam = [true, false, true, false]
  let probabilities = [0.75, 0.25, 0.25, 0.5]
  // snippet: evaluating predictions
  let accuracy = try ConfusionMatrix(truth: species, predicted: guesses).accuracy
  let error = try RegressionScores(truth: prices, predicted: estimates).rootMeanSquaredError
  let area = try BinaryScores(truth: isSpam, predicted: probabilities).rocAUC

  let matrix = try ConfusionMatrix(truth: species, predicted: guesses)
  print(matrix)
  let scores = [
    matrix.balancedAccuracy, try matrix.score(.recall, of: "rose"),
    matrix.score(.f1, averaged: .macro), matrix.score(.fScore(beta: 2), averaged: .weighted),
  ]
  // snippet end
  return [accuracy, error, area] + scores
}

/// Predicts the class of the nearest of some examples.
private struct Nearest: Estimator {
  struct Settings: TypedSpace {
    @Tuned(in: 1...5) var count = 1
  }

  private let count: Int
  private var examples: [(input: Double, output: String)] = []

  init(_ settings: Settings) { count = settings.count }

  mutating func fit(_ inputs: [Double], _ outputs: [String]) {
    examples = zip(inputs, outputs).map { ($0, $1) }
  }

  func predict(_ inputs: [Double]) -> [String] {
    inputs.map { input in
      let nearest = examples.sorted { abs($0.input - input) < abs($1.input - input) }.prefix(count)
      return nearest.max { a, b in
        nearest.count { $0.output == a.output } < nearest.count { $0.output == b.output }
      }?.output ?? ""
    }
  }
}

/// The program of the guide to metrics with a score within a search, and the best mean score.
func searchByAccuracy() throws -> Double {
  let inputs = [1.0, 1.25, 1.5, 3, 3.25, 3.5]
  let outputs = ["rose", "rose", "rose", "iris", "iris", "iris"]
  let folds: [Fold] = try .stratified(3, labels: outputs)
  let search = try GridSearch(of: Nearest.self, over: ["count": [1, 3]], direction: .maximize)
  // snippet: scoring
  let result = try search.fit(inputs, outputs, folds: folds) {
    try ConfusionMatrix(truth: $0, predicted: $1).accuracy
  }
  // snippet end
  return result.best.meanScore
}
