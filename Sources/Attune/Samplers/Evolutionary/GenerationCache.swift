import Synchronization

/// The generations of the studies with which a sampler is used, each kept up to date from trial to trial.
///
/// Losing an entry changes no proposal.
final class GenerationCache: Sendable {
  private struct Entry: Sendable {
    let directions: [Direction]
    let seed: UInt64
    let fold: HistoryFold<Generations>
  }

  /// The maximum number of studies; a sampler is seldom used with more than one at a time.
  private static let limit = 8

  private let entries = Mutex<[Entry]>([])

  private let makeRules: @Sendable (_ directions: [Direction], _ seed: UInt64) -> Generations.Rules

  /// - Parameter makeRules: Returns the rules for the directions and the seed of a study.
  init(
    _ makeRules:
      @escaping @Sendable (_ directions: [Direction], _ seed: UInt64) -> Generations.Rules
  ) {
    self.makeRules = makeRules
  }

  /// Returns the generations of all complete trials that a context shows.
  func generations(in context: SamplingContext) -> Generations {
    let (directions, seed) = (context.directions, context.seed)
    let fold = entries.withLock { entries in
      if let entry = entries.first(where: { $0.directions == directions && $0.seed == seed }) {
        return entry.fold
      }
      let fold = HistoryFold(Generations(makeRules(directions, seed))) { $0.add($1) }
      if entries.count == Self.limit { entries.removeFirst() }
      entries.append(Entry(directions: directions, seed: seed, fold: fold))
      return fold
    }
    return fold.state(at: context.history)
  }
}
