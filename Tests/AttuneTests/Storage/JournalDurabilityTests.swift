import Testing

@testable import Attune

/// The records that an append waits for in each durability mode.
@Suite struct JournalDurabilityTests {
  private static let irreproducible: [LogOperation] = [
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

  private static let reproducible: [LogOperation] = [
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

  @Test(arguments: irreproducible)
  func `appends wait for records that a resumed run does not reproduce`(
    operation: LogOperation
  ) {
    let records = [LogRecord.mark(0), LogRecord(worker: "w", operation: operation)]
    #expect(JournalDurability.finishedTrials.synchronizes(records))
    #expect(JournalDurability.everyRecord.synchronizes(records))
    #expect(!JournalDurability.unsynchronized.synchronizes(records))
  }

  @Test(arguments: reproducible)
  func `appends do not wait for records that a resumed trial reproduces`(
    operation: LogOperation
  ) {
    let records = [LogRecord(worker: "w", operation: operation)]
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

  @Test func `the default is to wait for the end of trials`() {
    #expect(JournalStorage.journal("j").durability == .finishedTrials)
    #expect(JournalStorage(path: "j").durability == .finishedTrials)
  }
}
