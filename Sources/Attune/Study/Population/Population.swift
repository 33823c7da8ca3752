import Synchronization

/// A population of models that are trained together, and whose parameters change while they train.
///
/// Training proceeds in slices, such as epochs. After each slice the worst members are replaced by copies of the
/// best ones, whose parameters are then changed a little. The population thus finds good weights and good
/// *schedules* of parameters in one training.
///
/// ```swift
/// let population = try Population("digits", of: 8, storage: .journal("digits.journal"), fixed: ["width"])
/// try population.train(slices: 40) { (trial, network: inout Network?) in
///   let rate = try trial.suggest("rate", in: 1e-4...1e-1, scale: .log)
///   let width = try trial.suggest("width", in: 16...256, scale: .log)
///   if network == nil { network = Network(width: width, seed: try trial.member.seed) }
///   network!.trainEpoch(rate: rate)
///   return network!.validationLoss
/// }
/// print(population.bestSchedule!.swiftSource)
/// ```
///
/// A population is a study with a trial for each slice of each member, ``study``. It is resumed as a study is:
/// killed at any instant, it continues with the same members, states and values.
///
/// - Note: M. Jaderberg et al., "Population Based Training of Neural Networks", 2017, arXiv:1711.09846.
public final class Population: Sendable {
  /// The study, which has a trial for each slice of each member.
  public let study: Study
  /// The number of members.
  public let size: Int

  let exploitation: Exploitation
  let isSynchronous: Bool
  /// The results by member and slice.
  let table: HistoryFold<PopulationTable>

  /// The states of members that are kept in memory, by the number of the trial after which they are.
  let memory = Mutex<[Int: (any Sendable)?]>([:])

  /// Creates a population, or resumes it if the storage holds it.
  ///
  /// - Parameters:
  ///   - name: The name of the study in its storage.
  ///   - size: The number of members, which may exceed the number of workers.
  ///   - direction: Whether the value of a slice is minimized or maximized.
  ///   - storage: The storage that records the trials.
  ///   - exploitation: Which members are replaced by copies of others.
  ///   - exploration: How the values of copies change.
  ///   - fixed: The names of parameters that a copy keeps unchanged, such as those of a network's architecture.
  ///   - isSynchronous: Whether a slice starts when all members have finished the previous one. Then any number of
  ///     workers gives the same population. Otherwise no worker waits: a member is compared with those that have
  ///     finished the same slice, continues from the last state of the one that it copies, and the results depend on
  ///     timing.
  ///   - seed: The seed of all random numbers. It is recorded with a new study, and drawn if omitted; an
  ///     existing study keeps its seed.
  ///   - opening: Whether the study must be new, must exist, or either.
  ///   - artifacts: The store for the states of members; nil for that of the storage: beside a journal, a folder.
  ///   - interruptedTrials: The handling of running trials whose worker is lost. A slice that fails after too many
  ///     lost workers makes its member a copy of another one.
  ///   - lease: The time without a heartbeat after which workers that cannot see each other's processes consider
  ///     a worker lost, see ``Study``.
  /// - Throws: The same errors as ``Study``.
  /// - Precondition: `size` is at least 2; `lease` is positive.
  public init(
    _ name: String = "population", of size: Int = 8, direction: Direction = .minimize,
    storage: some Storage = .inMemory, exploit exploitation: Exploitation = .truncation(),
    explore exploration: Exploration = .perturb(), fixed: Set<String> = [],
    isSynchronous: Bool = true, seed: UInt64? = nil, opening: StudyOpening = .createOrResume,
    artifacts: (any ArtifactStore)? = nil, interruptedTrials: InterruptionPolicy = .resume(),
    lease: Duration = .seconds(600)
  ) throws {
    precondition(size >= 2, "a population cannot have \(size) members")
    self.size = size
    self.exploitation = exploitation
    self.isSynchronous = isSynchronous
    table = HistoryFold(
      PopulationTable(size: size, direction: direction), includingFailed: true
    ) { table, trial in table.add(trial) }
    study = try Study(
      name, direction: direction, storage: storage,
      sampler: PopulationSampler(
        size: size, exploitation: exploitation, exploration: exploration, fixed: fixed,
        isSynchronous: isSynchronous),
      pruner: .none, seed: seed, opening: opening, artifacts: artifacts,
      interruptedTrials: interruptedTrials, lease: lease)
  }

  /// The complete, feasible trial with the best value, of any slice; nil when there is none.
  public var best: TrialSnapshot? { study.bestTrial }

  /// The values of the parameters that led to the best trial; nil when there is none.
  public var bestSchedule: ParameterSchedule? {
    let history = study.trials
    return history.bestTrial.flatMap { history.schedule(ofTrial: $0.number) }
  }

  /// The state after the best trial; nil when there is no trial, or it has left no state.
  ///
  /// It is kept, unlike those of other trials that no member continues from.
  ///
  /// - Throws: ``StudyError`` when the state is missing, or not a value of the type; ``StorageError``.
  public func bestState<State: Codable & Sendable>(as type: State.Type = State.self) throws
    -> State?
  {
    guard let best else { return nil }
    return try states().load(best)
  }

  /// Where states that can be encoded are.
  func states<State: Codable & Sendable>() throws -> PopulationStates<State> {
    if let store = study.shared.artifacts { return statesInFiles(store) }
    guard !study.isShared else {
      throw StudyError(
        .invalidValue,
        "the population \"\(study.name)\" has no place for the states of its members; give it one, such as "
          + "artifacts: .folder(\"states\")")
    }
    return statesInMemory()
  }
}
