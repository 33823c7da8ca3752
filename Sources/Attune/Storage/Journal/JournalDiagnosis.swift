/// The problems of a journal, line by line, and the studies that can be recovered.
///
/// See ``JournalStorage/diagnose()``.
package struct JournalDiagnosis: Sendable {
  /// A finding about a line.
  package struct Finding: Sendable, Hashable {
    /// The line, counted from 1.
    package let line: Int
    /// What is wrong with the line and, where it can be repaired, how.
    package let reason: String
  }

  /// The lock that exists beside a journal during an append.
  package struct Lock: Sendable, Hashable {
    /// The time since the lock was created.
    package let age: Duration
    /// Whether the owner of the lock is lost; the next append then removes the lock.
    package let isAbandoned: Bool
  }

  /// The path of the file.
  package let path: String
  /// The number of lines, including an unfinished last line.
  package let lineCount: Int
  /// The number of records that can be read.
  package let recordCount: Int
  /// The lines that prevent reading or appending; empty for an intact journal.
  package let damage: [Finding]
  /// The records that every reader ignores.
  ///
  /// These are not damage: for example, two workers may both finish the same trial.
  package let refusals: [Finding]
  /// The size of an unfinished last line in bytes.
  ///
  /// Such a line is not damage: the next append removes it.
  package let unfinishedByteCount: Int
  /// The lock beside the file; nil if there is none.
  package let lock: Lock?
  /// The studies, as far as they can be read or recovered, in the order of their creation.
  package let studies: [StudySnapshot]

  /// Whether the journal can be read and appended to.
  package var isSound: Bool { damage.isEmpty }
}
