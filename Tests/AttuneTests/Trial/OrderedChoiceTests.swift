import Testing

@testable import Attune

/// Choices with an order, and geometric grids.
@Suite struct OrderedChoiceTests {
  private enum Size: String, CaseIterable {
    case small, medium, large
  }

  @Test func `ordered choices are recorded as choices with their order`() throws {
    let study = try Study("sizes", seed: 1)
    try study.optimize(trials: 20, progress: .none) { trial in
      let size = try trial.suggest("size", ordered: Size.allCases)
      let letter = try trial.suggest("letter", ordered: ["s", "m", "l"])
      let number = try trial.suggest("number", ordered: ["one": 1, "two": 2])
      return size == .small && letter == "s" && number == 1 ? 0 : 1
    }
    let snapshot = study.snapshot
    #expect(snapshot.systemAttributes["attune:order:size"] == ["small", "medium", "large"])
    #expect(snapshot.systemAttributes["attune:order:letter"] == ["s", "m", "l"])
    #expect(
      snapshot.trials[0].parameters.parameter(named: "letter")?.distribution
        == .categorical(try CategoricalDistribution(choices: ["s", "m", "l"])))
  }

  @Test func `an added choice keeps the recorded indices and changes the order`() throws {
    let study = try Study("sizes", sampler: .tpe(startupTrials: 1), seed: 1)
    try study.optimize(trials: 2, progress: .none) { trial in
      try trial.suggest("size", ordered: ["s", "m"]) == "s" ? 0 : 1
    }
    try study.optimize(trials: 8, progress: .none) { trial in
      try trial.suggest("size", ordered: ["xs", "s", "m"]) == "s" ? 0 : 1
    }
    let distribution = Distribution.categorical(
      try CategoricalDistribution(choices: ["s", "m", "xs"]))
    let last = study.trials[7].parameters.parameter(named: "size")
    #expect(last?.distribution == distribution)
    let hints = ParameterHints(
      "size", from: distribution, in: study.snapshot.systemAttributes)
    #expect(hints.order == [2, 0, 1])
    #expect(!hints.isAscending)
  }

  @Test func `a geometric grid has exact decimals`() throws {
    #expect(
      try GeometricGrid.values(in: 1e-4...1, factor: 10) == [0.0001, 0.001, 0.01, 0.1, 1])
    #expect(try GeometricGrid.values(in: 0.1...0.3, factor: 1.1).prefix(3) == [0.1, 0.11, 0.121])
    #expect(try GeometricGrid.values(in: 8...255, factor: 2) == [8, 16, 32, 64, 128])
    #expect(try GeometricGrid.values(in: 1...(1 << 53), factor: .max) == [1])
    #expect(try GeometricGrid.values(in: 1e-300...1e300, factor: 1e299).count == 3)
    #expect(try GeometricGrid.values(in: 3...1000, factor: 1.7).allSatisfy { 3...1000 ~= $0 })
  }

  @Test func `invalid geometric grids are errors`() {
    let bodies: [(SearchSpaceError.Code, () throws -> Void)] = [
      (.invalidRange, { _ = try GeometricGrid.values(in: 0...1.0, factor: 2) }),
      (.invalidRange, { _ = try GeometricGrid.values(in: 0...1, factor: 2) }),
      (.invalidStep, { _ = try GeometricGrid.values(in: 1...2.0, factor: 1) }),
      (.invalidStep, { _ = try GeometricGrid.values(in: 1...2.0, factor: .nan) }),
      (.invalidStep, { _ = try GeometricGrid.values(in: 1...2, factor: 1) }),
      (.invalidStep, { _ = try GeometricGrid.values(in: 1...2, factor: 1.0001) }),
    ]
    for (code, body) in bodies {
      #expect(#expect(throws: SearchSpaceError.self) { try body() }?.code == code)
    }
  }

  @Test func `values of geometric grids are suggested`() throws {
    let study = try Study("grids", seed: 2)
    try study.optimize(trials: 30, progress: .none) { trial in
      let rate = try trial.suggest("rate", in: 1e-3...1, factor: 10)
      let width = try trial.suggest("width", in: 8...32, factor: 2)
      #expect([0.001, 0.01, 0.1, 1].contains(rate))
      #expect([8, 16, 32].contains(width))
      return rate * Double(width)
    }
    #expect(study.snapshot.systemAttributes["attune:order:width"] == [8, 16, 32])
  }
}
