internal import Attune

/// A position in the changes of a study: the trials that were read, and the states of those that may change.
struct TablePosition: Sendable {
  /// A trial that has not finished.
  struct OpenTrial: Sendable, Equatable {
    let state: TrialState
    /// The start time as the database has it; nil if the trial has never been started.
    ///
    /// A trial that was started and returned to the queue between two reads has another one.
    let start: String?

    /// Whether the trial is in the queue and has never been started, so that only its state can change.
    var isQueued: Bool { state == .waiting && start == nil }
  }

  /// The highest id of a trial that was read; 0 if there is none.
  var lastTrial = 0
  /// The number of trials that were read, which is the number of the next one.
  var trialCount = 0
  /// The trials that have not finished, by id.
  var openTrials: [Int: OpenTrial] = [:]
  /// A hash of the attributes of the study; nil before they were read.
  var attributes: Int?
  /// The name of the study; nil before it was read.
  ///
  /// SQLite may assign the id of a deleted study to the next one.
  var studyName: String?
  /// Whether there may be many trials that were not read.
  var isIncomplete = true

  init() {}

  init(_ position: StoragePosition) {
    self = position.token(as: TablePosition.self) ?? TablePosition()
  }
}
