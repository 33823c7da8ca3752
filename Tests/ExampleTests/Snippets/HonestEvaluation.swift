import Attune
import AttuneEvaluation

private enum Species { case iris, rose }

private struct Flower {
  var features: [Double]
  let species: Species
}

private struct Settings: TypedSpace {
  @Tuned(in: 1...20) var neighbors = 5
}

/// Predicts the most frequent species of the nearest known flowers.
private struct Neighbors {
  private let settings: Settings
  private let flowers: [Flower]

  init(_ settings: Settings, _ flowers: [Flower]) {
    self.settings = settings
    self.flowers = flowers
  }

  func accuracy(on unknown: [Flower]) throws -> Double {
    let predicted = unknown.map { flower in
      let nearest = flowers.map { (distance($0, flower), $0.species) }.sorted { $0.0 < $1.0 }
        .prefix(settings.neighbors)
      return 2 * nearest.count { $0.1 == .iris } > nearest.count ? Species.iris : .rose
    }
    return try ConfusionMatrix(truth: unknown.map(\.species), predicted: predicted).accuracy
  }

  private func distance(_ a: Flower, _ b: Flower) -> Double {
    let differences = zip(a.features, b.features).map { $0 - $1 }
    return differences.reduce(0) { $0 + $1 * $1 }
  }
}

private func load() throws -> [Flower] {
  (0..<40).map { index in
    let length = Double(index * index % 17)
    return Flower(
      features: [length, 100 * Double(index % 7)],
      species: length > 6 || index % 7 == 0 ? .iris : .rose)
  }
}

/// The program of the landing page, which prints the accuracy of the best model.
func runHonestEvaluation(_ study: Study) throws {
  // snippet: honest evaluation
  var flowers = try load()
  let test = try TestSet(fraction: 0.2, takenFrom: &flowers, seed: 1)  // out of reach from here on
  let folds: [Fold] = try .stratified(5, labels: flowers.map(\.species), shuffleSeed: 1)
  let scaling = Standardization().applied(to: \Flower.features)  // fitted within each fold
  try study.optimize(trials: 50) { trial in
    let settings = try trial.suggest(Settings.self)
    return try trial.crossValidate(folds, of: flowers, preparedBy: scaling) { known, unknown in
      try Neighbors(settings, known).accuracy(on: unknown)
    }
  }
  if let best = try study.best(as: Settings.self) {
    let scaled = try scaling.fitted(to: flowers)
    let model = Neighbors(best, try scaled.apply(to: flowers))
    print(try test.evaluate { try model.accuracy(on: scaled.apply(to: $0)) })  // can be used once
  }
  // snippet end
}
