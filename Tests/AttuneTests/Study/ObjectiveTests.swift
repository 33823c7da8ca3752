import Testing

@testable import Attune

/// The closures that can be objectives; most of these tests pass if they compile.
@Suite struct ObjectiveTests {
  /// Not `Sendable`, as most models are.
  private final class Model {
    var calls = 0
    func loss(_ x: Double) -> Double {
      calls += 1
      return x * x
    }
  }

  @Test func `a sequential objective may capture and change anything`() throws {
    let model = Model()
    var losses: [Double] = []
    try Study(seed: 1).optimize(trials: 3) { trial in
      let loss = model.loss(try trial.suggest("x", in: 0.0...1.0))
      losses.append(loss)
      return loss
    }
    #expect(model.calls == 3)
    #expect(losses.count == 3)
  }

  @Test func `a sequential asynchronous objective may capture and change anything`() async throws {
    let model = Model()
    var losses: [Double] = []
    try await Study(seed: 1).optimize(trials: 3) { trial in
      await Task.yield()
      losses.append(model.loss(try trial.suggest("x", in: 0.0...1.0)))
      return losses[trial.number]
    }
    #expect(model.calls == 3)
    #expect(losses.count == 3)
  }

  @MainActor
  private final class View {
    var losses: [Double] = []

    func run() async throws {
      try await Study(seed: 1).optimize(trials: 2) { trial in
        await Task.yield()
        // No `await` is needed: the closure runs in the isolation of its caller.
        losses.append(0.5)
        return 0.5
      }
    }
  }

  @Test @MainActor func `an asynchronous objective runs in the isolation of its caller`()
    async throws
  {
    let view = View()
    try await view.run()
    #expect(view.losses == [0.5, 0.5])
  }

  @Test func `an objective may return any kind of value`() throws {
    let study = try Study(seed: 1)
    try study.optimize(additionalTrials: 1) { _ in Float(0.5) }
    try study.optimize(additionalTrials: 1) { _ in [0.25] }
    try study.optimize(additionalTrials: 1) { try $0.suggest("x", in: 1.0...1.0) }
    #expect(study.trials.map(\.value) == [0.5, 0.25, 1])
  }

  @Test func `functions and methods are objectives`() throws {
    func square(_ trial: Trial) throws -> Double {
      let x = try trial.suggest("x", in: -1.0...1.0)
      return x * x
    }
    let study = try Study(seed: 1)
    try study.optimize(trials: 2, square)
    #expect(study.trials.count(of: .complete) == 2)
  }
}
