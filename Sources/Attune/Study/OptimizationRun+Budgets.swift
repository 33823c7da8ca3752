/// The starts of trials in runs with budgets.
extension OptimizationRun {
  /// Checks that the study has one objective if trials have budgets, and that they have one schedule.
  func checkBudget() throws {
    if let own = study.sampler.budgetSchedule, options.budget != own {
      throw StudyError(
        .invalidValue,
        "the sampler \(study.sampler.summary) of the study \"\(study.name)\" has its own budgets; run "
          + "it without a budget, or use another sampler")
    }
    guard options.budget != nil, study.directions.count > 1 else { return }
    throw StudyError(
      .invalidValue,
      "the study \"\(study.name)\" has \(study.directions.count) objectives, and budgets are for one: "
        + "configurations are promoted by a single value; run it without a budget, or return one value"
    )
  }

  /// Whether the trial of a number is started now, with which budget, or a promoted configuration instead.
  ///
  /// - Parameters:
  ///   - status: What rules may use; its history is also what the schedule uses.
  ///   - promotionCount: The number of trials that continue a configuration, finished or active.
  ///   - isAlone: Whether no trial of this run is running.
  ///   - hasOthers: Whether trials are running in other workers.
  ///   - afterQueue: The answer for the trial after those in the queue.
  func mayStart(
    _ number: Int, _ history: TrialHistory, _ status: StopRule.RunStatus,
    _ visibility: HistoryVisibility, _ planner: BudgetPlanner, isExhausted: Bool,
    promotionCount: Int, isAlone: Bool, hasOthers: Bool, afterQueue: () -> Study.StartDecision
  ) -> Study.StartDecision {
    if options.rule.isMet(by: status) { return .wait(.ruleIsMet) }
    if isTimeOver { return .wait(.timeIsOver) }
    // The numbers of trials are those of configurations; other rules count trials.
    var counted = status
    counted.promotionCount = promotionCount
    let startsNew = !isExhausted && options.configurationRule?.isMet(by: counted) != true
    if number < history.count {
      // An interrupted trial has its budget already, an enqueued one is a new configuration.
      let budget = history[number].budget
      guard startsNew || budget?.promotedFrom != nil else { return afterQueue() }
      return .start(
        visibility,
        .next(budget == nil ? planner.newConfiguration(in: status.history).attributes : [:]))
    }
    func start(_ budget: TrialBudget) -> Study.StartDecision {
      let attributes = budget.startAttributes(in: history)
      return .start(visibility, budget.promotedFrom == nil ? .next(attributes) : .new(attributes))
    }
    if let budget = planner.promotion(in: status.history) { return start(budget) }
    if startsNew { return start(planner.newConfiguration(in: status.history)) }
    // Running trials may show what is to be promoted. When they have ended, so has all of the batch before
    // this number, and what follows from it does not depend on timing.
    if isAlone {
      if hasOthers { return .wait(.othersAreRunning) }
      if let budget = planner.promotion(in: history) ?? planner.lastPromotion(in: history) {
        return start(budget)
      }
    }
    return .wait(isExhausted ? .samplerIsExhausted : .ruleIsMet)
  }
}
