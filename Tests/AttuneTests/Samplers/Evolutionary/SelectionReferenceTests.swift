import Testing

@testable import Attune

@Suite struct SelectionReferenceTests {
  private func population(_ reference: JSONObject) throws -> [Fitness] {
    zip(try reference.rows("losses"), try reference.doubles("violations"))
      .map { Fitness(losses: $0, violation: $1) }
  }

  /// The shuffle of a case, which is not random.
  private func shuffle(_ reference: JSONObject) throws -> (inout [Int]) -> Void {
    let isReversed = try reference.string("order") == "reverse"
    return { if isReversed { $0.reverse() } }
  }

  @Test func `survivors of NSGA-II agree with Optuna`() throws {
    let cases = try Fixture.object("Evolutionary/elites.json").objects("crowding")
    try #require(cases.count == 48)
    for reference in cases {
      let elite = EliteSelection.crowding(
        try population(reference), count: try reference.int("count"))
      #expect(elite == (try reference.ints("elite")), "\(reference)")
    }
  }

  @Test func `survivors of NSGA-III agree with Optuna for the same shuffles`() throws {
    let cases = try Fixture.object("Evolutionary/elites.json").objects("niching")
    try #require(cases.count == 48)
    for reference in cases {
      let population = try population(reference)
      let references = ReferencePoints(
        dimensions: population[0].losses.count, divisions: try reference.int("divisions"))
      let elite = EliteSelection.niching(
        population, count: try reference.int("count"), references: references,
        shuffle: try shuffle(reference))
      #expect(elite == (try reference.ints("elite")), "\(reference)")
    }
  }

  @Test func `parents agree with Optuna for the same random indices`() throws {
    let cases = try Fixture.object("Evolutionary/parents.json").objects("cases")
    try #require(cases.count == 60)
    for reference in cases {
      var indices = try reference.ints("indices")[...]
      let expected = try reference.ints("parents")
      let parents = ParentSelection.parents(expected.count, of: try population(reference)) {
        bound in
        let index = indices.popFirst() ?? 0
        #expect(index < bound)
        return index
      }
      #expect(parents == expected && indices.isEmpty, "\(reference)")
    }
  }

  @Test func `normalized losses and nearest directions agree with Optuna`() throws {
    let cases = try Fixture.object("Evolutionary/niching.json").objects("normalization")
    try #require(cases.count == 60)
    for reference in cases {
      let normalized = ObjectiveNormalization.normalized(try reference.rows("losses"))
      let expected = try reference.rows("normalized")
      for (actual, expected) in zip(normalized.joined(), expected.joined()) {
        #expect(actual.isClose(to: expected, within: 1e-9), "\(reference)")
      }
      let references = ReferencePoints(dimensions: expected[0].count)
      let nearest = expected.map { references.nearest(to: $0) }
      #expect(nearest.map(\.index) == (try reference.ints("nearest")), "\(reference)")
      for (actual, expected) in zip(nearest, try reference.doubles("distances")) {
        #expect(actual.distance.isClose(to: expected, within: 1e-12), "\(reference)")
      }
    }
  }

  @Test func `niching agrees with Optuna for the same shuffles`() throws {
    let cases = try Fixture.object("Evolutionary/niching.json").objects("niching")
    try #require(cases.count == 60)
    for reference in cases {
      let candidates = zip(try reference.ints("nearest"), try reference.doubles("distances"))
      let selected = NichePreservation.select(
        try reference.int("count"), of: candidates.map { ($0, $1) },
        elite: try reference.ints("elite"), shuffle: try shuffle(reference))
      #expect(selected == (try reference.ints("selected")), "\(reference)")
    }
  }

  @Test func `reference points agree with Optuna`() throws {
    for row in try Fixture.object("Evolutionary/niching.json").array("references") {
      let parts = try #require(row.arrayValue)
      let dimensions = try #require(parts[0].intValue)
      let divisions = try #require(parts[1].intValue)
      let expected = try #require(parts[2].arrayValue).map { try $0.referenceNumbers() }
      #expect(ReferencePoints(dimensions: dimensions, divisions: divisions).points == expected)
    }
  }
}
