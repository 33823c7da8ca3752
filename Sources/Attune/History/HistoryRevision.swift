import Synchronization

/// That a trial has become complete or pruned.
struct HistoryRevision: Sendable, Hashable {
  let number: Int32

  /// Different for every finish in this process, so that histories which agree in one agree in all
  /// before it.
  private let stamp: UInt64

  private static let stamps = Atomic<UInt64>(0)

  init(number: Int) {
    self.number = Int32(number)
    stamp = Self.stamps.add(1, ordering: .relaxed).oldValue
  }
}
