import Attune
import AttuneEvaluation

/// An example with a class and two features, one of which may be missing.
private struct Example {
  var features: [Double]
  let isRound: Bool
}

private func load() throws -> [Example] {
  (0..<80).map { index in
    let angle = Double(index * index % 17)
    return Example(
      features: [index.isMultiple(of: 9) ? .nan : angle, 100 * Double(index % 7)],
      isRound: angle > 6 || index % 7 == 0)
  }
}

/// Represents a decision tree, by the vote of `depth` nearest neighbours.
private struct Tree {
  private let depth: Int
  private let examples: [Example]

  init(depth: Int, fittedTo examples: [Example]) {
    self.depth = depth
    self.examples = examples
  }

  func accuracy(on examples: [Example]) -> Double {
    Double(examples.count { isRound($0) == $0.isRound }) / Double(examples.count)
  }

  private func isRound(_ example: Example) -> Bool {
    let nearest = examples.map { (distance($0, example), $0.isRound) }.sorted { $0.0 < $1.0 }
      .prefix(depth)
    return 2 * nearest.count { $0.1 } > nearest.count
  }

  private func distance(_ a: Example, _ b: Example) -> Double {
    let differences = zip(a.features, b.features).map { $0 - $1 }
    return differences.reduce(0) { $0 + $1 * $1 }
  }
}

/// The program of the guide to cross-validation: its study, and the accuracy of its model.
func runCrossValidation() throws -> (study: Study, accuracy: Double?) {
  // snippet: cross-validating
  var examples = try load()
  let test = try TestSet(fraction: 0.2, takenFrom: &examples, stratifiedBy: \.isRound, seed: 1)
  let folds: [Fold] = try .stratified(5, labels: examples.map(\.isRound), shuffleSeed: 1)
  let preparation = Imputation().then(Standardization()).applied(to: \Example.features)

  let study = try Study(
    "shapes", direction: .maximize, storage: .journal("shapes.journal"), seed: 1)
  try study.optimize(trials: 50) { trial in
    let depth = try trial.suggest("depth", in: 1...20)
    return try trial.crossValidate(folds, of: examples, preparedBy: preparation) {
      training, validation in
      Tree(depth: depth, fittedTo: training).accuracy(on: validation)
    }
  }
  // snippet end
  guard let best = study.bestTrial else { return (study, nil) }
  // snippet: evaluating the best trial
  let depth = try FixedTrial(best).trial.suggest("depth", in: 1...20)
  let prepared = try preparation.fitted(to: examples)
  let tree = Tree(depth: depth, fittedTo: try prepared.apply(to: examples))
  let accuracy = try test.evaluate { rows in tree.accuracy(on: try prepared.apply(to: rows)) }
  // snippet end
  return (study, accuracy)
}
