import Synchronization

/// A cache of models and batch proposals between the calls of a TPE sampler.
///
/// Losing an entry changes no proposal. A model is removed from the pool while it is in use, so
/// workers do not wait for each other: each uses a separate model.
final class TPEModelPool: Sendable {
  private struct State: Sendable {
    var models: [TPEModel] = []
    var groups: (of: [SearchSpace], groups: GroupedSearchSpace) = ([], GroupedSearchSpace([]))
    var proposals: [BatchProposals] = []
    var sourceModels: [TPESourceModel] = []
  }

  /// The maximum number of models.
  ///
  /// A study needs one per worker and independently sampled parameter, or per worker and branch.
  private static let limit = 256

  /// The maximum number of batch proposals; a few suffice, since batches run one after the other.
  private static let proposalLimit = 8

  private let state = Mutex(State())

  private let configuration: TPESampler.Configuration
  private let sources: TrialHistory?
  private let good: ParzenConfiguration
  private let rest: ParzenConfiguration

  init(_ configuration: TPESampler.Configuration, sources: TrialHistory?) {
    self.configuration = configuration
    self.sources = sources
    var settings = ParzenConfiguration()
    settings.weights = configuration.weights
    rest = settings
    // Only the kernels of l(x) may become narrower than Optuna's, and have a minimum on grids.
    settings.floorExponent = configuration.bandwidthExponent
    settings.gridFloor = configuration.gridBandwidth
    good = settings
  }

  /// Calls a closure with a model of a space; the model may be up to date with any history.
  ///
  /// - Parameter hints: The priors and orders of the parameters; empty if there are none.
  func withModel<Result>(
    of space: SearchSpace, hints: [ParameterHints], _ body: (inout TPEModel) -> Result
  ) -> Result {
    var model =
      state.withLock { state in
        state.models.lastIndex { $0.space == space && $0.hints == hints }.map {
          state.models.remove(at: $0)
        }
      } ?? makeModel(space, hints)
    let result = body(&model)
    state.withLock { state in
      if state.models.count == Self.limit { state.models.removeFirst() }
      state.models.append(model)
    }
    return result
  }

  /// Creates a model without observations.
  private func makeModel(_ space: SearchSpace, _ hints: [ParameterHints]) -> TPEModel {
    TPEModel(space: space, hints: hints, good: good, rest: rest)
  }

  /// The model of the sources over a space; nil without sources.
  func sourceModel(of space: SearchSpace, hints: [ParameterHints]) -> TPESourceModel? {
    guard let sources else { return nil }
    let known = state.withLock { state in
      state.sourceModels.first { $0.space == space && $0.hints == hints }
    }
    if let known { return known }
    let model = TPESourceModel(
      space: space, hints: hints, sources: sources, configuration: configuration, model: makeModel)
    state.withLock { state in
      if state.sourceModels.count == Self.limit { state.sourceModels.removeFirst() }
      state.sourceModels.append(model)
    }
    return model
  }

  /// The cached proposals of a batch; without points if there are none.
  func proposals(of origin: BatchProposals.Origin) -> BatchProposals {
    state.withLock { $0.proposals.first { $0.origin == origin } } ?? BatchProposals(origin)
  }

  /// Caches the proposals of a batch, unless the cache already has more of them.
  func store(_ proposals: BatchProposals) {
    state.withLock { state in
      if let index = state.proposals.firstIndex(where: { $0.origin == proposals.origin }) {
        guard state.proposals[index].points.count < proposals.points.count else { return }
        state.proposals.remove(at: index)
      }
      if state.proposals.count == Self.proposalLimit { state.proposals.removeFirst() }
      state.proposals.append(proposals)
    }
  }

  /// The groups of some spaces; computed only when the spaces differ from those of the last call.
  func groups(of spaces: [SearchSpace]) -> GroupedSearchSpace {
    state.withLock { state in
      if state.groups.of != spaces { state.groups = (spaces, GroupedSearchSpace(spaces)) }
      return state.groups.groups
    }
  }
}
