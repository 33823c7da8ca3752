extension RecordedTrial {
  /// The values that all trials of a study share.
  final class SharedContext: Sendable {
    let replica: Replica
    let studyName: String
    let seed: UInt64
    let directions: [Direction]
    let sampler: any Sampler
    let pruner: any Pruner
    /// The store for files of trials; nil if there is none.
    let artifacts: (any ArtifactStore)?
    let environment: Environment
    /// The time since the last read of the storage after which a trial checks whether it was taken
    /// over.
    let contactInterval: Duration
    let deferredRecording = DeferredRecording()
    /// Called when a report has been recorded.
    let hasReported: @Sendable () -> Void
    /// Called when the plan of a trial has no value for a parameter.
    let hasLeftPlan: @Sendable (_ parameter: String, _ trial: Int) -> Void

    /// - Parameter lease: The time without a heartbeat after which the trials of a worker are taken
    ///   over.
    init(
      replica: Replica, seed: UInt64, directions: [Direction], sampler: any Sampler,
      pruner: any Pruner, artifacts: (any ArtifactStore)?, environment: Environment,
      lease: Duration, hasReported: @escaping @Sendable () -> Void,
      hasLeftPlan: @escaping @Sendable (_ parameter: String, _ trial: Int) -> Void
    ) {
      self.replica = replica
      studyName = replica.read(\.name)
      self.seed = seed
      self.directions = directions
      self.sampler = sampler
      self.pruner = pruner
      self.artifacts = artifacts
      self.environment = environment
      // Heartbeats are a third of the lease apart, so for two thirds of it no trial is taken over.
      contactInterval = lease / 2
      self.hasReported = hasReported
      self.hasLeftPlan = hasLeftPlan
    }

    /// Whether the pruner is asked: it may use the values of a single objective.
    var isPrunable: Bool { directions.count == 1 || !pruner.requiresSingleObjective }

    /// The information for the pruner.
    func pruningContext(_ history: TrialHistory) -> PruningContext {
      PruningContext(history: history, studyName: studyName, seed: seed)
    }

    /// The history that the sampler of a trial may use: the highest rung of each configuration, and that of
    /// the trial's cohort, as in Optuna, if the pruner has cohorts and the sampler does not learn across them.
    ///
    /// - Complexity: O(*n* *d*) for *n* trials with *d* parameters if there are promoted trials or a cohort,
    ///   otherwise O(1).
    func visibleHistory(ofTrial number: Int, in history: TrialHistory) -> TrialHistory {
      let history = history.highestRungs(besides: number)
      guard isPrunable, !sampler.learnsAcrossCohorts else { return history }
      let context = pruningContext(history)
      guard let cohort = pruner.cohort(of: number, in: context) else { return history }
      return history.restricted { pruner.cohort(of: $0, in: context) == cohort }
    }

    /// The key of a file of a trial.
    ///
    /// - Parameter records: The recorded files of the trial: one that another program has saved has a
    ///   different identifier.
    func artifactKey(
      _ name: String, ofTrial number: Int, in records: [ArtifactRecord]
    ) throws -> ArtifactKey {
      guard TrialFolder.isValid(name: name) else {
        throw TrialError(
          .invalidName,
          "trial \(number) cannot have an artifact named \"\(name)\": give a name that is not "
            + "empty, has no slash and does not start with a period")
      }
      return ArtifactKey(
        studyID: replica.id, studyName: studyName, trialNumber: number, name: name,
        id: records.last { $0.name.isIdentical(to: name) }?.id)
    }
  }
}
