import Synchronization

/// A state that follows from the complete and pruned trials of a study, in the order in which they ended; on
/// request from the failed ones too.
///
/// A sampler that learns from one trial after the other keeps its state in a fold. The state is brought up to
/// date when it is asked for, from that of an earlier history if there is one; without one, all trials are
/// read again, with the same result.
///
/// ```swift
/// let sum = HistoryFold(0.0) { sum, trial in sum += trial.values.first ?? 0 }
/// sum.state(at: study.trials)
/// ```
public final class HistoryFold<State: Sendable>: Sendable {
  private struct Entry: Sendable {
    var state: State
    /// The number of trials that the state contains, and the last of them.
    var count = 0
    var last: HistoryEntry?

    /// Whether the trials of the state are the first of those that have ended.
    func isPrefix(of ended: ChunkedArray<HistoryEntry>) -> Bool {
      count == 0 || ended[count - 1] == last
    }
  }

  /// The number of states that are kept: several studies, or workers with earlier histories, may alternate.
  private static var limit: Int { 8 }

  private let initial: State
  private let includesFailed: Bool
  private let advance: @Sendable (inout State, TrialSnapshot) -> Void
  private let entries = Mutex<[Entry]>([])

  /// Creates a fold.
  ///
  /// - Parameters:
  ///   - initial: The state before the first trial.
  ///   - includesFailed: Whether failed trials are added too.
  ///   - advance: Adds a finished trial to the state. It must depend only on its arguments.
  public init(
    _ initial: State, includingFailed includesFailed: Bool = false,
    advance: @escaping @Sendable (inout State, TrialSnapshot) -> Void
  ) {
    self.initial = initial
    self.includesFailed = includesFailed
    self.advance = advance
  }

  /// Returns the state after all trials of a history that the fold includes.
  ///
  /// - Complexity: O(*k*) calls of the closure for *k* trials that ended since the last call; all trials if
  ///   there was none.
  public func state(at history: TrialHistory) -> State {
    let ended = includesFailed ? history.endings : history.revisions
    // Taken out, so that other threads do not wait while the state is brought up to date.
    var entry =
      entries.withLock { entries in
        entries.lastIndex { $0.count <= ended.count && $0.isPrefix(of: ended) }
          .map { entries[$0].count == ended.count ? entries[$0] : entries.remove(at: $0) }
      } ?? Entry(state: initial)
    guard entry.count < ended.count else { return entry.state }
    for index in entry.count..<ended.count {
      advance(&entry.state, history[Int(ended[index].number)])
    }
    (entry.count, entry.last) = (ended.count, ended.last)
    entries.withLock { entries in
      if entries.count == Self.limit { entries.removeFirst() }
      entries.append(entry)
    }
    return entry.state
  }
}
