import Synchronization

/// The points that models propose for the trials of batches, kept since each trial of a batch needs those of
/// the trials with lower numbers.
///
/// The trials of a batch do not see each other, so their points are recomputed from the history before the
/// batch and from their random streams. Losing what is kept changes nothing.
final class BatchPoints: Sendable {
  /// What the points of a batch depend on.
  struct Key: Hashable, Sendable {
    let seed: UInt64
    let last: HistoryEntry?
    let start: Int
    let axes: [ModelSpace.Axis]
    /// The points of running trials of earlier batches.
    let pending: [[Double]]

    /// Creates the key of a batch.
    init(
      _ context: SamplingContext, start: Int, axes: [ModelSpace.Axis], pending: [[Double]]
    ) {
      seed = context.seed
      last = context.history.endings.last
      self.start = start
      self.axes = axes
      self.pending = pending
    }
  }

  private let kept = Mutex<[(key: Key, points: [[Double]?])]>([])

  /// The points of the trials of a batch before a trial, without those that have none.
  ///
  /// - Parameter point: Returns the point of a trial by its number and the points before it.
  func points(
    _ key: Key, before number: Int, _ point: (Int, _ earlier: [[Double]]) -> [Double]?
  ) -> [[Double]] {
    var points = kept.withLock { kept in kept.first { $0.key == key }?.points ?? [] }
    while key.start + points.count < number {
      points.append(point(key.start + points.count, points.compactMap { $0 }))
    }
    store(points, key)
    return points.prefix(number - key.start).compactMap { $0 }
  }

  /// Keeps the points of the first trials of a batch, unless more of them are known.
  private func store(_ points: [[Double]?], _ key: Key) {
    kept.withLock { kept in
      if let index = kept.firstIndex(where: { $0.key == key }) {
        if kept[index].points.count < points.count { kept[index].points = points }
        return
      }
      if kept.count == 8 { kept.removeFirst() }
      kept.append((key, points))
    }
  }
}
