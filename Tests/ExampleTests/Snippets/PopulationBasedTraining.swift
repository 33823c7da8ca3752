import Attune

private struct Network: Codable {
  var width: Int
  var epoch = 0
  var loss = 1.0

  init(width: Int, seed: UInt64) {
    self.width = width
  }

  mutating func trainEpoch(rate: Double, dropout: Double) {
    epoch += 1
    // The best rate falls while the network trains.
    let best = 0.1 / Double(epoch)
    loss = 0.9 * loss + (rate - best) * (rate - best) + 0.01 * dropout
  }
}

/// Trains the population of the guide.
func trainPopulation() throws -> Population {
  // snippet: population
  let population = try Population(
    "network", of: 8, storage: .journal("network.journal"), fixed: ["width"])
  try population.train(slices: 30) { (trial, network: inout Network?) in
    let rate = try trial.suggest("rate", in: 1e-4...1, scale: .log)
    let dropout = try trial.suggest("dropout", in: 0.0...0.5)
    let width = try trial.suggest("width", in: 16...256, scale: .log)
    var current = try network ?? Network(width: width, seed: trial.member.seed)
    current.trainEpoch(rate: rate, dropout: dropout)
    network = current
    return current.loss
  }
  if let schedule = population.bestSchedule { print(schedule.swiftSource) }
  // snippet end
  return population
}

/// Trains one new network with the schedule of a population.
func replaySchedule(of population: Population) throws -> [Double] {
  guard let schedule = population.bestSchedule else { return [] }
  // snippet: schedule replay
  let (network, losses) = try schedule.replay { (trial, network: inout Network?) in
    let width = try trial.suggest("width", in: 16...256, scale: .log)
    var current = try network ?? Network(width: width, seed: trial.member.seed)
    current.trainEpoch(
      rate: try trial.suggest("rate", in: 1e-4...1, scale: .log),
      dropout: try trial.suggest("dropout", in: 0.0...0.5))
    network = current
    return current.loss
  }
  // snippet end
  return network == nil ? [] : losses
}

/// Trains with states in folders.
func trainInFolders(_ population: Population) throws {
  // snippet: population folders
  try population.trainInFolders(slices: 30) { trial, previous, next in
    let rate = try trial.suggest("rate", in: 1e-5...1e-2, scale: .log)
    let model = try Model(contentsOf: previous)
    let loss = model.train(rate: rate)
    try model.save(to: next)
    return loss
  }
  // snippet end
}

/// A model of a framework, which saves itself.
private struct Model {
  init(contentsOf folder: String?) throws {}
  func train(rate: Double) -> Double { rate }
  func save(to folder: String) throws {}
}
