/// The problems of a journal, line by line, and the studies that can be recovered.
///
/// See ``JournalStorage/diagnose()``.
public struct JournalDiagnosis: Sendable {
  /// A finding about a line.
  public struct Finding: Sendable, Hashable {
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong with the line and, where it can be repaired, how.
    public let reason: String
  }

  /// The lock that exists beside a journal during an append.
  public struct Lock: Sendable, Hashable {
    /// The time since the lock was created.
    public let age: Duration
    /// Whether the owner of the lock is lost; the next append then removes the lock.
    public let isAbandoned: Bool
  }

  /// The path of the file.
  public let path: String
  /// The number of lines, including an unfinished last line.
  public let lineCount: Int
  /// The number of records that can be read.
  public let recordCount: Int
  /// The lines that prevent reading or appending; empty for an intact journal.
  public let damage: [Finding]
  /// The records that every reader ignores.
  ///
  /// These are not damage: for example, two workers may both finish the same trial.
  public let refusals: [Finding]
  /// The size of an unfinished last line in bytes.
  ///
  /// Such a line is not damage: the next append removes it.
  public let unfinishedByteCount: Int
  /// The lock beside the file; nil if there is none.
  public let lock: Lock?
  /// The studies, as far as they can be read or recovered, in the order of their creation.
  public let studies: [StudySnapshot]

  /// Whether the journal can be read and appended to.
  public var isSound: Bool { damage.isEmpty }
}
