import Foundation
import Testing

@testable import Attune

/// Several storages for one file, as in several processes.
@Suite struct SharedJournalTests {
  @Test func `two storages see the same records in the same order`() throws {
    try withTemporaryJournal { journal in
      let (a, b) = (journal.storage, journal.storage)
      for number in 0..<20 { try (number % 3 == 0 ? a : b).append(marks: [number]) }
      #expect(try a.marks() == Array(0..<20))
      #expect(try b.marks() == Array(0..<20))
    }
  }

  @Test func `a decision receives the records of another storage`() throws {
    try withTemporaryJournal { journal in
      let (a, b) = (journal.storage, journal.storage)
      try a.append(marks: [1])
      let position = try a.records(after: .start).end
      try b.append(marks: [2])
      try b.append(marks: [3])
      let end = try a.append(after: position) { batch throws(StorageError) in
        #expect(batch.records == [.mark(2), .mark(3)])
        return [.mark(4), .mark(5)]
      }
      #expect(try b.records(after: end).records.isEmpty)
      #expect(try b.marks() == [1, 2, 3, 4, 5])
    }
  }

  @Test func `a decision receives records that were appended without Optuna's lock`() throws {
    try withTemporaryJournal(of: lines(marks: [1])) { journal in
      let storage = journal.storage
      let position = try storage.records(after: .start).end
      try journal.append(lines(marks: [2]))
      _ = try storage.append(after: position) { batch throws(StorageError) in
        #expect(batch.records == [.mark(2)])
        return [.mark(3)]
      }
      #expect(try journal.bytes() == lines(marks: [1, 2, 3]))
    }
  }

  /// Runs a closure in several threads that start at once, each with a separate storage.
  private func inThreads(
    _ count: Int, on journal: TemporaryJournal,
    _ body: @escaping @Sendable (Int, JournalStorage) throws -> Void
  ) throws {
    try Threads.run(count: count) { thread in
      try body(thread, journal.storage)
    }
  }

  @Test func `decisions of several threads and their appends are atomic`() throws {
    try withTemporaryJournal { journal in
      try inThreads(6, on: journal) { _, storage in
        var position = LogPosition.start
        var count = 0
        for _ in 0..<15 {
          // Each append records the number of all earlier records. If appends are atomic, each number
          // occurs once.
          position = try storage.append(after: position) { batch throws(StorageError) in
            count += batch.records.count
            return [.mark(count)]
          }
          count += 1
        }
      }
      #expect(try journal.storage.marks() == Array(0..<90))
      #expect(try journal.bytes() == lines(marks: Array(0..<90)))
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `several threads can create the file at once`() throws {
    for _ in 0..<10 {
      try withTemporaryJournal { journal in
        try inThreads(6, on: journal) { thread, storage in try storage.append(marks: [thread]) }
        #expect(try journal.storage.marks().sorted() == Array(0..<6))
      }
    }
  }

  @Test func `readers never see part of a record or another order`() throws {
    try withTemporaryJournal { journal in
      let isDone = Flag()
      let storage = journal.storage
      try storage.append(marks: [0])
      let note = String(repeating: "x", count: 5000)
      try Threads.run(count: 2) { thread in
        if thread == 0 {
          defer { isDone.set() }
          for number in 1..<60 {
            let long = LogOperation.setStudyUserAttribute(
              study: number, key: "k", value: .string(note))
            _ = try storage.append(after: .start) { _ throws(StorageError) in
              [LogRecord(worker: "w", operation: long), .mark(number)]
            }
          }
        } else {
          let reader = journal.storage
          var position = LogPosition.start
          var seen: [LogRecord] = []
          var isLast = false
          while !isLast {
            isLast = isDone.isSet
            let batch = try reader.records(after: position)
            seen += batch.records
            position = batch.end
          }
          let all = try storage.records(after: .start).records
          #expect(seen == all)
        }
      }
    }
  }

  @Test func `two studies on one journal share their trials`() throws {
    try withTemporaryJournal { journal in
      let a = try Study("s", storage: .journal(journal.path), sampler: .random, seed: 1)
      let b = try Study("s", storage: .journal(journal.path), sampler: .random)
      #expect(b.seed == 1)
      let trials = [try a.ask(), try b.ask(), try a.ask()]
      #expect(trials.map(\.number) == Array(0..<3))
      try b.tell(trials[1], 2.0)
      try a.tell(trials[0], 1.0)
      try b.tell(trials[2], 3.0)
      try a.refresh()
      try b.refresh()
      for study in [a, b] { #expect(study.trials.map(\.value) == [1, 2, 3]) }
    }
  }
}
