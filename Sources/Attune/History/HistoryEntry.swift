import Synchronization

/// An entry in a sequence of finished trials, which identifies all entries before it.
struct HistoryEntry: Sendable, Hashable {
  /// The number of the trial that finished.
  let number: Int32

  /// Unique within this process, so that two histories with the same entry at an index have the
  /// same entries before it.
  private let stamp: UInt64

  private static let stamps = Atomic<UInt64>(0)

  init(number: Int) {
    self.number = Int32(number)
    stamp = Self.stamps.add(1, ordering: .relaxed).oldValue
  }
}
