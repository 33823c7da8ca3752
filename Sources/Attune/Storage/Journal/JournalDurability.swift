/// The records that an append waits for until they have reached the disk.
///
/// In every mode, a record survives the end of the process at any instant: the operating system has it
/// before the call that records it returns. The modes differ in which records a power failure or a
/// crash of the system can lose, and in how often a run waits for the disk. Processes that share a
/// journal may use different modes.
public enum JournalDurability: String, Sendable, Hashable, CaseIterable {
  /// Waits for every record.
  ///
  /// A power failure loses nothing. Each suggestion and each report waits for the disk once.
  case everyRecord

  /// Waits for records that a resumed run does not reproduce (the default).
  ///
  /// These are the end of a trial, and with it all earlier records; a study, its seed and its
  /// attributes; and enqueued or added trials. A power failure loses at most records of running
  /// trials, which are resumed and get the same values. Each trial waits for the disk once.
  case finishedTrials

  /// Never waits.
  ///
  /// A power failure loses the records that the system has not written yet, on common systems those of
  /// the last 30 seconds; the study can be resumed from the rest. Use this mode for objectives that
  /// take less time than a write to the disk.
  case unsynchronized

  /// Returns whether an append of these records waits for the disk.
  func synchronizes(_ records: [LogRecord]) -> Bool {
    switch self {
    case .everyRecord: true
    case .finishedTrials: records.contains { $0.operation.isFinal }
    case .unsynchronized: false
    }
  }
}

extension LogOperation {
  /// Whether a resumed run does not reproduce the operation if its record is lost.
  fileprivate var isFinal: Bool {
    switch self {
    case .createStudy, .deleteStudy, .setStudyUserAttribute: true
    // The record of a run matters once a trial of the run has finished, and is then on the disk.
    case .setStudySystemAttribute(_, let key, _): !RunRecord.isKey(key)
    case .createTrial(_, let template): template.state != .running
    case .setState(_, let state, _, _): state.isFinished
    case .setParameter, .setIntermediateValue, .setTrialUserAttribute, .setTrialSystemAttribute,
      .discardTrials:
      false
    }
  }
}
