import Synchronization

/// What a TPE sampler keeps from proposal to proposal: a cache, whose loss would change nothing.
///
/// A model is taken out while it is used, so workers do not wait for each other: each has its own.
final class TPEModelPool: Sendable {
  private struct State: Sendable {
    var models: [TPEModel] = []
    var groups: (of: [SearchSpace], groups: GroupedSearchSpace) = ([], GroupedSearchSpace([]))
    var proposals: [BatchProposals] = []
  }

  /// As many as there are parameters that are drawn one by one, or branches, times workers.
  private static let limit = 256

  /// Batches are over one after the other, so a few suffice.
  private static let proposalLimit = 8

  private let state = Mutex(State())

  private let good: ParzenConfiguration
  private let rest: ParzenConfiguration

  init(_ configuration: TPESampler.Configuration) {
    var settings = ParzenConfiguration()
    settings.weights = configuration.weights
    rest = settings
    settings.floorExponent = configuration.bandwidthExponent
    good = settings
  }

  /// Hands out the model of a space, which may have been brought up to date with any history.
  func withModel<Result>(of space: SearchSpace, _ body: (inout TPEModel) -> Result) -> Result {
    var model =
      state.withLock { state in
        state.models.lastIndex { $0.space == space }.map { state.models.remove(at: $0) }
      } ?? TPEModel(space: space, good: good, rest: rest)
    let result = body(&model)
    state.withLock { state in
      if state.models.count == Self.limit { state.models.removeFirst() }
      state.models.append(model)
    }
    return result
  }

  /// What members of a batch are known to propose.
  func proposals(of origin: BatchProposals.Origin) -> BatchProposals {
    state.withLock { $0.proposals.first { $0.origin == origin } } ?? BatchProposals(origin)
  }

  /// Keeps what members of a batch propose, unless more is known of them by now.
  func keep(_ proposals: BatchProposals) {
    state.withLock { state in
      if let index = state.proposals.firstIndex(where: { $0.origin == proposals.origin }) {
        guard state.proposals[index].points.count < proposals.points.count else { return }
        state.proposals.remove(at: index)
      }
      if state.proposals.count == Self.proposalLimit { state.proposals.removeFirst() }
      state.proposals.append(proposals)
    }
  }

  /// The groups that are drawn together; mostly those of the last call.
  func groups(of spaces: [SearchSpace]) -> GroupedSearchSpace {
    state.withLock { state in
      if state.groups.of != spaces { state.groups = (spaces, GroupedSearchSpace(spaces)) }
      return state.groups.groups
    }
  }
}
