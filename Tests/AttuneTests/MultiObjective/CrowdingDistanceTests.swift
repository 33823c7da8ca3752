import Testing

@testable import Attune

@Suite struct CrowdingDistanceTests {
  @Test func `distances and their order agree with Optuna`() throws {
    let cases = try Fixture.object("Evolutionary/crowding.json").objects("cases")
    try #require(cases.count == 60)
    for reference in cases {
      let crowding = CrowdingDistance(of: try reference.rows("losses"))
      #expect(crowding.order == (try reference.ints("order")), "\(reference)")
      for (actual, expected) in zip(crowding.distances, try reference.doubles("distances")) {
        #expect(actual.isClose(to: expected, within: 1e-14), "\(reference)")
      }
    }
  }

  @Test func `both ends are infinitely distant, and others by the gap around them`() {
    let crowding = CrowdingDistance(of: [[0, 4], [1, 2], [4, 0]])
    #expect(crowding.distances == [.infinity, 2, .infinity])
    #expect(crowding.order == [2, 0, 1] || crowding.order == [0, 2, 1])
  }

  @Test func `infinite and huge losses have no NaN distance`() {
    let points: [[Double]] = [
      [-.infinity, .infinity], [-.greatestFiniteMagnitude, 0], [.greatestFiniteMagnitude, 0],
      [.infinity, -.infinity], [.infinity, -.infinity],
    ]
    #expect(CrowdingDistance(of: points).distances.allSatisfy { !$0.isNaN })
    #expect(CrowdingDistance(of: []).order == [])
  }
}
