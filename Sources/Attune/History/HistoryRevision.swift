/// Identifies the complete and pruned trials of a history, for caches.
///
/// Two histories of this process with equal revisions have the same complete and pruned trials, which
/// ended in the same order. It is not recorded: after a study is opened again, its revisions are others.
public struct HistoryRevision: Sendable, Hashable {
  /// The number of complete and pruned trials.
  public let trialCount: Int

  private let last: HistoryEntry?

  fileprivate init(_ entries: ChunkedArray<HistoryEntry>) {
    trialCount = entries.count
    last = entries.last
  }
}

extension TrialHistory {
  /// The revision of the history, which changes when a trial becomes complete or pruned.
  ///
  /// - Complexity: O(1).
  public var revision: HistoryRevision { HistoryRevision(revisions) }
}
