import Testing

@testable import Attune

/// Compares with cmaes 0.13, see `Fixtures/CMAES/README.md`.
@Suite struct CMAESReferenceTests {
  private static let tolerance = 1e-9

  @Test func `every generation agrees with cmaes`() throws {
    let cases = try Fixture.object("CMAES/steps.json").array("cases")
    try #require(cases.count == 27)
    for value in cases {
      let test = try #require(value.objectValue)
      try check(test)
    }
  }

  private func check(_ test: JSONObject) throws {
    let name = try test.string("name")
    var cma = try optimizer(test)
    #expect(try cma.populationSize == test.int("populationSize"), "\(name)")
    var numbers = CongruentialNumbers(seed: UInt64(try test.int("seed")))
    for (index, value) in try test.array("generations").enumerated() {
      let row = try #require(value.objectValue)
      let comment = Comment("\(name), generation \(index + 1)")
      let points = try row.array("points").map { try $0.referenceNumbers() }
      let candidates = points.map { _ in cma.ask { numbers.normal() } }
      for (candidate, point) in zip(candidates, points) {
        #expect(agree(candidate.sampled, point), comment)
      }
      if cma.margin != nil {
        let encoded = try row.array("encoded").map { try $0.referenceNumbers() }
        #expect(zip(candidates, encoded).allSatisfy { agree($0.encoded, $1) }, comment)
      } else {
        #expect(candidates.allSatisfy { $0.encoded == $0.sampled }, comment)
      }

      cma.tell(Array(zip(points, try row.doubles("losses"))))
      #expect(agree(cma.mean, try row.doubles("mean")), comment)
      #expect(agree([cma.sigma], [try row.double("sigma")]), comment)
      #expect(agree(triangle(cma.covariance), try row.doubles("covariance")), comment)
      #expect(agree(cma.stepPath, try row.doubles("stepPath")), comment)
      #expect(agree(cma.covariancePath, try row.doubles("covariancePath")), comment)
      #expect(try cma.shouldStop == row.bool("stops"), comment)
      if let margin = cma.margin {
        #expect(agree(margin.scales, try row.doubles("scales")), comment)
      }
      if let rates = cma.learningRates {
        #expect(agree([rates.mean, rates.covariance], try row.doubles("rates")), comment)
      }
    }
  }

  @Test func `runs stop in the same generation as with cmaes`() throws {
    for value in try Fixture.object("CMAES/runs.json").array("cases") {
      let test = try #require(value.objectValue)
      let dimension = try test.int("dimension")
      var cma = CMAES(
        mean: Array(repeating: 0.5, count: dimension), variant: try variant(test))
      var numbers = CongruentialNumbers(seed: UInt64(try test.int("seed")))
      while !cma.shouldStop {
        let candidates = (0..<cma.populationSize).map { _ in cma.ask { numbers.normal() } }
        cma.tell(candidates.map { ($0.sampled, TestLosses.sphere($0.encoded)) })
      }
      #expect(try cma.generation == test.int("generation"), "\(test)")
      for (mean, expected) in zip(cma.mean, try test.doubles("mean")) {
        #expect(mean.isClose(to: expected, within: 1e-8), "\(test)")
      }
    }
  }

  @Test func `warm starts agree with cmaes`() throws {
    let cases = try Fixture.object("CMAES/warm-starts.json").array("cases")
    try #require(cases.count == 4)
    for value in cases {
      let test = try #require(value.objectValue)
      let points = try test.array("points").map { try $0.referenceNumbers() }
      let start = try #require(
        CMAESWarmStart(
          solutions: Array(zip(points, try test.doubles("losses"))),
          gamma: try test.double("gamma")))
      #expect(agree(start.mean, try test.doubles("mean")))
      #expect(agree([start.sigma], [try test.double("sigma")]))
      #expect(agree(triangle(start.covariance), try test.doubles("covariance")))
    }
  }

  // MARK: Reading cases

  private func optimizer(_ test: JSONObject) throws -> CMAES {
    let dimension = try test.int("dimension")
    var covariance: SymmetricMatrix?
    if let triangle = try test["startCovariance"]?.arrayValue?.map({ try $0.referenceNumber() }) {
      covariance = SymmetricMatrix(count: dimension) { triangle[$0 * ($0 + 1) / 2 + $1] }
    }
    return CMAES(
      mean: try test.doubles("start"), sigma: try test.double("startSigma"),
      covariance: covariance, populationSize: try test.int("populationSize"),
      variant: try variant(test))
  }

  private func variant(_ test: JSONObject) throws -> CMAES.Variant {
    switch try test.string("variant") {
    case "separable": .separable
    case "learning rates": .learningRateAdaptation
    case "margin": .margin(levelCounts: try test.array("levelCounts").map(\.intValue))
    default: .full
    }
  }

  private func triangle(_ covariance: CMAESCovariance) -> [Double] {
    switch covariance {
    case .full(let covariance): triangle(covariance.matrix)
    case .diagonal(let covariance): covariance.variances
    }
  }

  private func triangle(_ matrix: SymmetricMatrix) -> [Double] {
    (0..<matrix.count).flatMap { row in (0...row).map { matrix[row, $0] } }
  }

  /// Whether two vectors agree, relative to the reference's largest magnitude.
  private func agree(_ vector: [Double], _ reference: [Double]) -> Bool {
    let size = reference.reduce(0) { max($0, abs($1)) }
    return vector.count == reference.count
      && zip(vector, reference).allSatisfy { abs($0 - $1) <= Self.tolerance * size }
  }
}

/// The generator of `make_references.py`.
private struct CongruentialNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }

  /// Approximately a standard normal number: the sum of 12 uniform ones, minus 6.
  mutating func normal() -> Double {
    var sum = 0.0
    for _ in 0..<12 { sum += uniform() }
    return sum - 6
  }
}
