import Testing

@testable import Attune

@Suite struct RecordLogTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `a log returns its records from any position`(seed: UInt64) throws {
    var source = RandomOperations(seed: seed)
    var log = RecordLog()
    var records: [StorageRecord] = []
    let workers = ["a", "b", "é", "e\u{301}"]
    for _ in 0..<60 {
      var batch: [StorageRecord] = []
      for _ in 0..<source.index(below: 4) {
        batch.append(
          StorageRecord(
            worker: workers[source.index(below: 4)], operation: try source.operation()))
      }
      log.append(batch)
      records += batch
    }
    #expect(log.end.offset == records.count)
    for start in 0...records.count {
      let batch = log.batch(after: StoragePosition(offset: start))
      #expect(batch.end == log.end)
      // Compare bytes: NaN is not equal to itself, and the two forms of é are equal.
      #expect(
        JournalEncoder.lines(batch.records) == JournalEncoder.lines(Array(records[start...])))
    }
  }
}
