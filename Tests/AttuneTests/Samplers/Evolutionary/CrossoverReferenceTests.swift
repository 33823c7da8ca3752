import Testing

@testable import Attune

@Suite struct CrossoverReferenceTests {
  /// The child that an operator makes with the random numbers of a case.
  private func child(_ reference: JSONObject) throws -> [Double] {
    let arguments = try reference.object("arguments")
    let parents = try reference.rows("parents")
    let bounds = try reference.rows("bounds").map { $0[0]...$0[1] }
    let objectives = try reference.int("objectives")
    let eta = try arguments["eta"]?.referenceNumber()
    let swapping = try arguments["uniform_crossover_prob"]?.referenceNumber() ?? 0.5
    let genes = try arguments["use_child_gene_prob"]?.referenceNumber() ?? 0.5
    switch try reference.string("operator") {
    case "undx":
      let crossover = UNDXCrossover(
        sigmaXi: try arguments["sigma_xi"]?.referenceNumber() ?? 0.5,
        sigmaEta: try arguments["sigma_eta"]?.referenceNumber())
      return crossover.child(
        of: parents, along: try reference.double("along"), across: try reference.doubles("across"))
    case "uniform":
      let probability = try arguments["swapping_prob"]?.referenceNumber() ?? 0.5
      return UniformCrossover(swappingProbability: probability)
        .child(of: parents, try reference.doubles("uniforms"))
    case "blx-alpha":
      return BLXAlphaCrossover(alpha: try arguments["alpha"]?.referenceNumber() ?? 0.5)
        .child(of: parents, try reference.doubles("uniforms"))
    case "spx":
      return SPXCrossover(expansion: try arguments["epsilon"]?.referenceNumber())
        .child(of: parents, try reference.doubles("uniforms"))
    case "sbx":
      let crossover = SBXCrossover(
        eta: eta, uniformCrossoverProbability: swapping, childGeneProbability: genes)
      return crossover.adapted(toObjectives: objectives)
        .child(of: parents, bounds: bounds, try reference.doubles("uniforms"))
    default:
      let crossover = VSBXCrossover(
        eta: eta, uniformCrossoverProbability: swapping, childGeneProbability: genes)
      return crossover.adapted(toObjectives: objectives)
        .child(of: parents, try reference.doubles("uniforms"))
    }
  }

  @Test func `children agree with Optuna's of the same random numbers`() throws {
    let cases = try Fixture.object("Evolutionary/operators.json").objects("crossovers")
    try #require(cases.count == 192)
    for reference in cases {
      let child = try self.child(reference)
      let expected = try reference.doubles("child")
      #expect(child.count == expected.count)
      for (actual, expected) in zip(child, expected) {
        #expect(actual.isClose(to: expected, within: 1e-13), "\(reference): \(child)")
      }
    }
  }

  @Test func `mutants agree with Optuna's of the same random numbers`() throws {
    let cases = try Fixture.object("Evolutionary/operators.json").rows("mutations")
    try #require(cases.count == 60)
    for row in cases {
      let mutant = PolynomialMutation(eta: row[0])
        .mutant(of: row[3], bounds: row[1]...row[2], row[4])
      #expect(mutant.isClose(to: row[5], within: 1e-13), "\(row): \(mutant)")
    }
  }
}
