import Attune
import AttuneEvaluation
import Foundation
import Testing

@Suite struct EarlyStoppingTests {
  /// A training, and the results of Keras' callback for it.
  private struct Reference: Decodable {
    let direction: String
    let patience: Int
    let minimumDelta: Double
    let baseline: Double?
    let startEpoch: Int
    let values: [Double]
    let epochCount: Int
    let isStopped: Bool
    let bestValue: Double?
    let restoredEpoch: Int?

    var rule: EarlyStopping<Int> {
      EarlyStopping(
        direction == "minimize" ? .minimize : .maximize, patience: patience,
        minimumDelta: minimumDelta, baseline: baseline, startEpoch: startEpoch, keeping: Int.self)
    }
  }

  @Test func `training stops and keeps the best model as in Keras`() throws {
    let references = try Fixture.read("EarlyStopping/keras", as: [Reference].self)
    #expect(references.count == 300)
    #expect(references.contains { $0.isStopped } && references.contains { !$0.isStopped })
    for (index, reference) in references.enumerated() {
      var stopping = reference.rule
      for (epoch, value) in reference.values.enumerated() {
        if stopping.shouldStop(after: value, epoch) { break }
      }
      #expect(stopping.epochCount == reference.epochCount, "case \(index)")
      #expect(stopping.isStopped == reference.isStopped, "case \(index)")
      #expect(stopping.bestValue == reference.bestValue, "case \(index)")
      #expect(stopping.bestModel == reference.restoredEpoch, "case \(index)")
      #expect(stopping.bestEpoch == stopping.bestModel, "case \(index)")
    }
  }

  @Test func `encoding and decoding after each epoch changes nothing`() throws {
    let references = try Fixture.read("EarlyStopping/keras", as: [Reference].self)
    for reference in references.prefix(60) {
      var stopping = reference.rule
      for (epoch, value) in reference.values.enumerated() where !stopping.isStopped {
        _ = stopping.shouldStop(after: value, epoch)
        stopping = try JSONDecoder().decode(
          EarlyStopping<Int>.self, from: JSONEncoder().encode(stopping))
      }
      #expect(stopping.epochCount == reference.epochCount)
      #expect(stopping.bestModel == reference.restoredEpoch)
    }
  }

  @Test func `NaN is never an improvement`() {
    var stopping = EarlyStopping(patience: 2)
    var decisions = [stopping.shouldStop(after: .nan)]
    #expect(stopping.bestValue == nil)
    for value in [1, .nan, .nan] { decisions.append(stopping.shouldStop(after: value)) }
    #expect(decisions == [false, false, false, true])
    #expect(stopping.bestValue == 1 && stopping.bestEpoch == 1)
  }

  @Test func `an interrupted trial continues early stopping from its checkpoint`() throws {
    struct Training: Codable {
      var stopping = EarlyStopping(.maximize, patience: 3, keeping: [Double].self)
    }
    let study = try Study(direction: .maximize, sampler: .random, pruner: .none, seed: 1)
    let values = [0.1, 0.5, 0.4, 0.45, 0.3, 0.9]
    var epochs: [Int] = []
    var hasBeenInterrupted = false
    func objective(_ trial: Trial) throws -> Double {
      var training = try trial.checkpoint() ?? Training()
      while !training.stopping.isStopped {
        let epoch = training.stopping.epochCount
        epochs.append(epoch)
        _ = training.stopping.shouldStop(after: values[epoch], [values[epoch], .infinity])
        try trial.saveCheckpoint(training)
        if epoch == 2, !hasBeenInterrupted {
          hasBeenInterrupted = true
          throw CancellationError()
        }
      }
      #expect(training.stopping.bestModel == [0.5, .infinity])
      return try #require(training.stopping.bestValue)
    }
    #expect(throws: CancellationError.self) { try study.optimize(trials: 1, objective) }
    try study.optimize(trials: 1, objective)
    #expect(epochs == [0, 1, 2, 3, 4])
    #expect(study.bestValue == 0.5)
  }

  @Test func `negative settings trap`() async {
    await #expect(processExitsWith: .failure) { _ = EarlyStopping(patience: -1) }
    await #expect(processExitsWith: .failure) {
      _ = EarlyStopping(patience: 1, minimumDelta: -0.1)
    }
    await #expect(processExitsWith: .failure) { _ = EarlyStopping(patience: 1, startEpoch: -1) }
  }
}
