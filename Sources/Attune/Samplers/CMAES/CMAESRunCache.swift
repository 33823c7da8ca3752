import Synchronization

/// The folds of a CMA-ES sampler over the histories of studies, one for each study and space.
///
/// Losing an entry changes nothing: its state is computed again from the trials.
final class CMAESRunCache: Sendable {
  private struct Entry: Sendable {
    let space: SearchSpace
    let direction: Direction
    let seed: UInt64
    let run: HistoryFold<CMAESRun>
  }

  /// The number of entries; a study uses one, and another after its space has changed.
  private static let limit = 8

  private let entries = Mutex<[Entry]>([])

  /// Returns the fold over the history of a study.
  ///
  /// - Parameter start: Returns the state before the first trial.
  func run(
    over space: SearchSpace, in context: SamplingContext,
    startingWith start: () throws(SamplingError) -> CMAESRun
  ) throws(SamplingError) -> HistoryFold<CMAESRun> {
    let (direction, seed) = (context.directions[0], context.seed)
    let known = entries.withLock { entries in
      entries.last { $0.seed == seed && $0.direction == direction && $0.space == space }
    }
    if let known { return known.run }
    let run = HistoryFold(try start()) { run, trial in run.add(trial) }
    entries.withLock { entries in
      if entries.count == Self.limit { entries.removeFirst() }
      entries.append(Entry(space: space, direction: direction, seed: seed, run: run))
    }
    return run
  }
}
