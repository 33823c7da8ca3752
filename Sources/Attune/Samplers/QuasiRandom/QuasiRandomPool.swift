import Synchronization

/// The sequences of a sampler, kept since the scrambled ones are expensive to create.
///
/// Each study has its own scrambling. A sequence is created with at least 16 dimensions, and with twice as
/// many when it has too few, which does not change the coordinates in the first ones.
final class QuasiRandomPool: Sendable {
  private struct Entry: Sendable {
    let seed: UInt64?
    let sequence: any QuasiRandomSequence
  }

  /// The number of sequences that are kept, for studies that run at the same time.
  private static let limit = 8

  private let make: @Sendable (_ dimensionCount: Int, _ seed: UInt64?) -> (any QuasiRandomSequence)?
  private let entries = Mutex<[Entry]>([])

  /// Creates a pool.
  ///
  /// - Parameter make: Creates a sequence, or nil if the number of dimensions is too large.
  init(
    _ make:
      @escaping @Sendable (_ dimensionCount: Int, _ seed: UInt64?) -> (any QuasiRandomSequence)?
  ) {
    self.make = make
  }

  /// Returns a coordinate of a point.
  ///
  /// - Parameters:
  ///   - dimension: The index of the coordinate.
  ///   - index: The position of the point in the sequence, counted from 0.
  ///   - seed: Selects the scrambling; nil for none.
  func coordinate(_ dimension: Int, at index: UInt64, seed: UInt64?) -> Double? {
    // Locked while a sequence is created, so that other threads wait for it rather than create it too.
    let sequence = entries.withLock { entries -> (any QuasiRandomSequence)? in
      let position = entries.firstIndex { $0.seed == seed }
      if let position, entries[position].sequence.dimensionCount > dimension {
        return entries[position].sequence
      }
      var count = 16
      while count <= dimension { count *= 2 }
      guard let sequence = make(count, seed) else { return nil }
      if let position {
        entries.remove(at: position)
      } else if entries.count == Self.limit {
        entries.removeFirst()
      }
      entries.append(Entry(seed: seed, sequence: sequence))
      return sequence
    }
    return sequence?.coordinate(dimension, at: index)
  }
}
