/// What is the matter with a journal, line by line, and what can be saved of it.
///
/// See ``JournalStorage/examine()``.
public struct JournalDiagnosis: Sendable {
  /// Something about a line.
  public struct Finding: Sendable, Hashable {
    /// The line, counted from 1.
    public let line: Int
    /// What is the matter with it and, where something can be done, what becomes of it.
    public let reason: String
  }

  /// The lock that stands beside a journal while something is appended.
  public struct Lock: Sendable, Hashable {
    /// How long it has stood there.
    public let age: Duration
    /// Whether its owner is gone; the next process that appends removes it then.
    public let isAbandoned: Bool
  }

  /// The path of the file.
  public let path: String
  /// How many lines the file has, an unfinished last one included.
  public let lineCount: Int
  /// How many records can be read.
  public let recordCount: Int
  /// What keeps the journal from being read or appended to; none in a sound one.
  public let damage: [Finding]
  /// The records that every reader passes over, as two workers may both finish a trial: no damage.
  public let refusals: [Finding]
  /// How many bytes an unfinished last line has: no damage, the next append removes it.
  public let unfinishedByteCount: Int
  /// The lock that stands beside the file; nil when there is none.
  public let lock: Lock?
  /// The studies as far as they can be read or saved, in the order of their creation.
  public let studies: [StudySnapshot]

  /// Whether the journal can be read and appended to.
  public var isSound: Bool { damage.isEmpty }
}
