import Testing

@testable import Attune

@Suite struct ReplicationTests {
  @Test(arguments: [nil, 12])
  func `a record is read back`(race: Int?) {
    let replication = Replication(of: 3, firstRepeat: 2, race: race)
    #expect(Replication(replication.json) == replication)
  }

  @Test(
    arguments: [
      nil, .null, "text", ["trial": 1], ["trial": "1", "repeat": 2], ["trial": 1, "repeat": -1],
      ["trial": 1, "repeat": .int(.max)],
    ] as [JSONValue?])
  func `other records are none`(json: JSONValue?) {
    #expect(Replication(json) == nil)
  }
}
