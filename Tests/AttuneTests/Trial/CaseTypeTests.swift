import Testing

@testable import Attune

/// `from: Activation.self` offers all cases of the type.
@Suite struct CaseTypeTests {
  enum Activation: String, CaseIterable {
    case relu
    case tanh = "hyperbolic tangent"
  }

  enum Width: Int, CaseIterable {
    case narrow = 16
    case wide = 256
  }

  enum Plain: CaseIterable {
    case first, second
  }

  enum Empty: CaseIterable {}

  @Test func `labels are raw values, or the names of the cases`() throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.enqueue(["activation": "hyperbolic tangent", "width": 256, "plain": "second"])
    let trial = try study.ask()
    #expect(try trial.suggest("activation", from: Activation.self) == .tanh)
    #expect(try trial.suggest("width", from: Width.self) == .wide)
    #expect(try trial.suggest("plain", from: Plain.self) == .second)
    #expect(
      trial.snapshot.parameters.map(\.distribution) == [
        .categorical(try CategoricalDistribution(choices: ["relu", "hyperbolic tangent"])),
        .categorical(try CategoricalDistribution(choices: [16, 256])),
        .categorical(try CategoricalDistribution(choices: ["first", "second"])),
      ])
  }

  @Test(arguments: SamplerCase.all)
  func `the trials are those of all cases`(sampler: SamplerCase) throws {
    func run(_ suggest: (Trial) throws -> Activation) throws -> Study {
      let study = try Study("s", sampler: sampler.sampler, seed: 6)
      try study.optimize(trials: 20) { try suggest($0) == .relu ? 0 : 1 }
      return study
    }
    let types = try run { try $0.suggest("activation", from: Activation.self) }
    expectEqual(types, try run { try $0.suggest("activation", from: Activation.allCases) })
  }

  @Test func `the type and its cases define the same parameter`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    let plain = try trial.suggest("plain", from: Plain.self)
    #expect(try trial.suggest("plain", from: Plain.allCases) == plain)
  }

  @Test func `a type without cases is an error`() throws {
    let trial = try Study(sampler: .random, seed: 1).ask()
    let error = #expect(throws: SearchSpaceError.self) {
      _ = try trial.suggest("empty", from: Empty.self)
    }
    #expect(error?.code == .invalidChoices)
  }
}
