import Attune
import AttuneEvaluation

// snippet: an estimator
struct NearestPrices: Estimator {
  enum Weighting: String, CaseIterable { case equal, inverse }

  struct Settings: TypedSpace {
    @Tuned(in: 1...30) var neighbors = 5
    @Tuned(in: 0.01...100, scale: .log) var weightOfRooms = 1.0
    @Tuned var weighting = Weighting.equal
    @Tuned(in: 0.1...10, scale: .log) var limit: Double? = nil  // with or without
  }

  private let settings: Settings
  private var houses: [(features: [Double], price: Double)] = []

  init(_ settings: Settings) { self.settings = settings }

  mutating func fit(_ features: [[Double]], _ prices: [Double]) {
    houses = zip(features, prices).map { ($0, $1) }
  }

  func predict(_ features: [[Double]]) -> [Double] {
    features.map { price(near: $0) }
  }
}
// snippet end

extension NearestPrices {
  private func price(near features: [Double]) -> Double {
    let neighbors = houses.map { (distance: distance($0.features, features), price: $0.price) }
      .sorted { $0.distance < $1.distance }.prefix(settings.neighbors)
      .filter { neighbor in settings.limit.map { neighbor.distance <= $0 } ?? true }
    let weights = neighbors.map { settings.weighting == .equal ? 1 : 1 / (0.1 + $0.distance) }
    let sum = zip(weights, neighbors).map { $0 * $1.price }.reduce(0, +)
    return weights.isEmpty ? 0 : sum / weights.reduce(0, +)
  }

  /// The distance of two houses, given by area and number of bedrooms.
  private func distance(_ a: [Double], _ b: [Double]) -> Double {
    let (area, bedrooms) = (a[0] - b[0], a[1] - b[1])
    return (area * area + settings.weightOfRooms * bedrooms * bedrooms).squareRoot()
  }
}

/// The programs of the guide to searches: the results of the grid and of the search with TPE.
func searchForPrices(
  _ features: [[Double]], _ prices: [Double]
) throws -> (grid: SearchResult<NearestPrices>, learned: SearchResult<NearestPrices>) {
  // snippet: a grid search
  let folds: [Fold] = try .kFold(5, of: features, shuffleSeed: 1)
  let search = try GridSearch(
    "prices", of: NearestPrices.self,
    over: ["neighbors": [1, 3, 10, 30], "weighting": ["equal", "inverse"]], direction: .minimize,
    storage: .journal("prices.journal"))
  let grid = try search.fit(
    features, prices, folds: folds, preparedBy: Standardization(), parallelism: 2
  ) {
    try RegressionScores(truth: $0, predicted: $1).meanAbsoluteError
  }
  print(grid.best.settings, grid.best.meanScore)
  print(grid.table.csv())
  let estimates = try grid.predict([[120, 3], [80, 2]])
  // snippet end
  precondition(estimates.count == 2)

  // snippet: a search that learns
  let learning = try RandomizedSearch(
    "learning", of: NearestPrices.self, trials: 60, direction: .minimize,
    storage: .journal("prices.journal"), sampler: .tpe(), pruner: .median(), seed: 1)
  try learning.study.enqueueDefaults(of: NearestPrices.Settings.self)
  let learned = try learning.fit(
    features, prices, folds: folds, preparedBy: Standardization(), parallelism: 2, batchSize: 4
  ) {
    try RegressionScores(truth: $0, predicted: $1).meanAbsoluteError
  }
  print(learned.best.settings.json)  // {"neighbors": 2, "weightOfRooms": 0.0195, …}
  // snippet end

  // snippet: halving searches
  let halving = try HalvingRandomizedSearch(
    "halving", of: NearestPrices.self, candidates: 27, direction: .minimize, minResources: .exhaust,
    storage: .journal("prices.journal"), seed: 1)
  let halved = try halving.fit(features, prices, folds: folds, preparedBy: Standardization()) {
    try RegressionScores(truth: $0, predicted: $1).meanAbsoluteError
  }
  for iteration in halved.schedule?.iterations ?? [] {
    print(iteration.candidateCount, "candidates,", iteration.resources, "examples")
  }
  print(halved.best.settings)  // the best of the last iteration
  // snippet end
  precondition(halved.best.iteration == 1)
  return (grid, learned)
}

/// The program of the guide to searches with a custom objective.
func tuneByHand(_ study: Study, score: (NearestPrices.Settings) -> Double) throws {
  // snippet: a typed space
  print(try NearestPrices.Settings.searchSpace)
  try study.enqueueDefaults(of: NearestPrices.Settings.self)  // trial 0
  try study.optimize(trials: 50) { trial in
    let settings = try trial.suggest(NearestPrices.Settings.self)
    return score(settings)
  }
  if let best = try study.best(as: NearestPrices.Settings.self) { print(best.neighbors) }
  // snippet end
}
