/// What a journal waits for until it has reached the medium.
///
/// Whatever was recorded survives the end of the process at any instant, in every mode: it is with
/// the operating system before the call that records it returns. The modes differ in what a loss of
/// power or a crash of the system can take with it, and in how often a run waits for the medium.
/// Mixed modes may share one journal; each process waits for what its own mode says.
public enum JournalDurability: String, Sendable, Hashable, CaseIterable {
  /// Waits for every record.
  ///
  /// A loss of power takes nothing. Each suggestion and each report costs a trip to the medium.
  case everyRecord

  /// Waits for records that cannot be had again by running on: the default.
  ///
  /// These are the end of a trial, and with it everything recorded before; a study, its seed and its
  /// attributes; and trials that are enqueued or added. A loss of power takes at most what trials
  /// under way have recorded; they are entered again and get the same values. Each trial costs one
  /// trip to the medium.
  case finishedTrials

  /// Never waits.
  ///
  /// A loss of power takes what the system had not written yet, of usual systems the last half
  /// minute; what is left resumes. For objectives that cost less than a trip to the medium.
  case unsynchronized

  /// Whether to wait for the medium when these records have been written.
  func synchronizes(_ records: [StorageRecord]) -> Bool {
    switch self {
    case .everyRecord: true
    case .finishedTrials: records.contains { $0.operation.isFinal }
    case .unsynchronized: false
    }
  }
}

extension StorageOperation {
  /// Whether running on does not bring the fact back when it is lost.
  fileprivate var isFinal: Bool {
    switch self {
    case .createStudy, .deleteStudy, .setStudyUserAttribute, .setStudySystemAttribute: true
    case .createTrial(_, let template): template.state != .running
    case .setState(_, let state, _, _): state.isFinished
    case .setParameter, .setIntermediateValue, .setTrialUserAttribute, .setTrialSystemAttribute,
      .discardTrials:
      false
    }
  }
}
