extension Trial {
  /// The member of a population that this trial trains, and the slice of its training.
  ///
  /// ```swift
  /// if state == nil { state = Network(seed: try trial.member.seed) }
  /// ```
  ///
  /// - Throws: ``TrialError`` if the trial belongs to no population, see ``Population``.
  public var member: PopulationMember {
    get throws {
      if let member = backend.member { return member }
      throw TrialError(
        .noMember,
        "trial \(number) belongs to no population; train one with Population.train(slices:)")
    }
  }
}
