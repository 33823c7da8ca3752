extension Trial {
  /// The budget of this trial, in the unit that the objective gives it, such as epochs.
  ///
  /// A promoted trial has the same parameters as one with a smaller budget, and continues from its
  /// ``checkpoint(as:)`` and its files, ``artifact(named:)``, unless it has saved some itself.
  ///
  /// ```swift
  /// for epoch in 0..<(try trial.budget) { network.trainEpoch(epoch) }
  /// ```
  ///
  /// - Throws: ``TrialError`` if the trial was started without a budget, see ``BudgetSchedule``.
  public var budget: Int {
    get throws {
      if let budget = backend.budget { return budget.amount }
      throw TrialError(
        .noBudget,
        "trial \(number) has no budget; run the study with optimize(budget:), or give the fixed trial a "
          + "budget")
    }
  }

  /// The paths of the files with a name that the trials with the same parameters and smaller budgets have saved,
  /// the largest budget first.
  package func lowerRungPaths(ofArtifact name: String) throws -> [String] {
    try backend.lowerRungs.compactMap { trial in
      guard trial.artifactNames.contains(where: { $0.isIdentical(to: name) }) else { return nil }
      return try backend.artifacts?.path(of: try backend.artifactKey(name, of: trial))
    }
  }
}
