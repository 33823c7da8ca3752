import Testing

@testable import Attune

/// Which records a journal waits for.
@Suite struct JournalDurabilityTests {
  private static let final: [StorageOperation] = [
    .createStudy(name: "s", directions: [.minimize]),
    .deleteStudy(0),
    .setStudyUserAttribute(study: 0, key: "k", value: 1),
    .setStudySystemAttribute(study: 0, key: "attune:seed", value: "1"),
    .createTrial(study: 0, template(.waiting)),
    .createTrial(study: 0, template(.complete)),
    .setState(trial: 0, .complete, values: [1], at: nil),
    .setState(trial: 0, .pruned, values: nil, at: nil),
    .setState(trial: 0, .failed, values: nil, at: nil),
  ]

  private static let passing: [StorageOperation] = [
    .createTrial(study: 0, TrialTemplate()),
    .setState(trial: 0, .running, values: nil, at: nil),
    .setState(trial: 0, .waiting, values: nil, at: nil),
    .setIntermediateValue(trial: 0, IntermediateValue(step: 0, value: 1)),
    .setTrialUserAttribute(trial: 0, key: "k", value: 1),
    .setTrialSystemAttribute(trial: 0, key: "k", value: 1),
    .mark(1),
  ]

  private static func template(_ state: TrialState) -> TrialTemplate {
    var template = TrialTemplate()
    template.state = state
    return template
  }

  @Test(arguments: final)
  func `what running on does not bring back is waited for`(operation: StorageOperation) {
    let records = [StorageRecord.mark(0), StorageRecord(worker: "w", operation: operation)]
    #expect(JournalDurability.finishedTrials.synchronizes(records))
    #expect(JournalDurability.everyRecord.synchronizes(records))
    #expect(!JournalDurability.unsynchronized.synchronizes(records))
  }

  @Test(arguments: passing)
  func `what an interrupted trial records again is not waited for`(operation: StorageOperation) {
    let records = [StorageRecord(worker: "w", operation: operation)]
    #expect(!JournalDurability.finishedTrials.synchronizes(records))
    #expect(JournalDurability.everyRecord.synchronizes(records))
    #expect(!JournalDurability.unsynchronized.synchronizes(records))
  }

  @Test(arguments: JournalDurability.allCases)
  func `every mode writes the same records at once`(durability: JournalDurability) throws {
    try withTemporaryJournal { journal in
      let storage = JournalStorage(path: journal.path, durability: durability)
      #expect(storage.durability == durability)
      try storage.append(marks: [1, 2])
      #expect(try journal.bytes() == lines(marks: [1, 2]))
    }
  }

  @Test func `the end of trials is waited for unless told otherwise`() {
    #expect(JournalStorage.journal("j").durability == .finishedTrials)
    #expect(JournalStorage(path: "j").durability == .finishedTrials)
  }
}
