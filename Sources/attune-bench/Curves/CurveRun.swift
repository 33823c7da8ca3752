import Attune

/// The best loss of a strategy on a table by the epochs spent, with one seed.
struct CurveRun: Sendable {
  /// A training that was run to its end and is the best one so far.
  struct Improvement: Sendable, Equatable {
    /// The number of epochs spent by all trainings until its end.
    let epochs: Int
    /// Its loss after the last epoch.
    let loss: Double
  }

  /// The name of the table.
  let table: String
  /// The name of the strategy.
  let strategy: String
  /// The seed of the study.
  let seed: UInt64
  /// The number of epochs spent.
  private(set) var epochCount = 0
  /// The number of configurations that were trained, to the end or not.
  private(set) var configurationCount = 0
  /// The number of trainings that were run to their end.
  private(set) var completeCount = 0
  /// The improvements in order.
  private(set) var improvements: [Improvement] = []

  /// Creates a run without trainings.
  init(table: String, strategy: String, seed: UInt64) {
    self.table = table
    self.strategy = strategy
    self.seed = seed
  }

  /// Adds a training that has ended or pauses.
  ///
  /// - Parameters:
  ///   - epochs: The number of its epochs, without those added before.
  ///   - loss: The loss after the last epoch; nil if the training is not complete.
  ///   - isContinued: Whether the training is one that paused.
  mutating func add(epochs: Int, loss: Double?, isContinued: Bool = false) {
    epochCount += epochs
    if !isContinued { configurationCount += 1 }
    guard let loss else { return }
    completeCount += 1
    guard loss < improvements.last?.loss ?? .infinity else { return }
    improvements.append(Improvement(epochs: epochCount, loss: loss))
  }

  /// The best loss of the trainings that ended within a number of epochs; nil if none did.
  func best(within epochs: Int) -> Double? { improvements.last { $0.epochs <= epochs }?.loss }

  /// The number of epochs until a loss was reached; nil if it was not.
  func epochs(to loss: Double) -> Int? { improvements.first { $0.loss <= loss }?.epochs }

  /// The run in the format that `pruning.py` reads.
  var json: JSONValue {
    .object([
      "table": .string(table), "strategy": .string(strategy), "seed": .int(Int(seed)),
      "configurations": .int(configurationCount), "complete": .int(completeCount),
      "improvements": .array(
        improvements.map { .array([.int($0.epochs), .float($0.loss)]) }),
    ])
  }
}
