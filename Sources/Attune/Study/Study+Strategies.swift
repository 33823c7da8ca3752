import Synchronization

extension Study {
  /// A sampler, pruner or batch size that differs from the recorded one.
  struct StrategyChange {
    /// Which of these it is.
    let role: String
    /// The attribute under which it is recorded.
    let key: String
    /// What it was; nil before the first trial.
    let before: String?
    let now: String
  }

  /// What the sampler and the pruner are recorded as, each under its attribute.
  private static func strategies(
    _ sampler: any Sampler, _ pruner: any Pruner
  ) -> [(role: String, key: String, text: String)] {
    [
      ("sampler", SystemAttribute.sampler, sampler.summary),
      ("pruner", SystemAttribute.pruner, pruner.summary),
    ]
  }

  /// What records the sampler and the pruner with a study that knows none.
  static func recording(
    _ sampler: any Sampler, _ pruner: any Pruner, _ study: Int, in existing: StudyRecord?
  ) -> [StorageOperation] {
    strategies(sampler, pruner).compactMap { _, key, text in
      guard existing?.systemAttributes[key] == nil else { return nil }
      return .setStudySystemAttribute(study: study, key: key, value: .string(text))
    }
  }

  /// How the strategies differ from those that the study has had so far, until that has been said.
  ///
  /// Judged when a trial starts, not when the study is opened: who only reads it need not know them.
  ///
  /// - Parameter batching: What the batch size of the run is recorded as; nil for a trial by hand.
  func strategyChanges(_ study: StudyRecord, batching: String?) -> [StrategyChange] {
    guard !hasComparedStrategies.load(ordering: .relaxed) else { return [] }
    var changes = Self.strategies(sampler, pruner).compactMap { role, key, text in
      let before = study.systemAttributes[key]?.stringValue ?? "another"
      return before == text
        ? nil : StrategyChange(role: role, key: key, before: before, now: text)
    }
    if let batching {
      let key = SystemAttribute.batchSize
      let before = study.systemAttributes[key]?.stringValue ?? OptimizationOptions.unbatched
      if before != batching {
        let hasBegun = study.history.contains { $0.state != .waiting }
        changes.append(
          StrategyChange(
            role: "batch size", key: key, before: hasBegun ? before : nil, now: batching))
      }
    }
    return changes
  }

  /// What records the changes, so that nobody hears of them again.
  func operations(recording changes: [StrategyChange]) -> [StorageOperation] {
    changes.map { .setStudySystemAttribute(study: id, key: $0.key, value: .string($0.now)) }
  }

  /// Says what has changed, once it is recorded.
  func announce(_ changes: [StrategyChange]) {
    hasComparedStrategies.store(true, ordering: .relaxed)
    let place = replica.storage.location.map { " in \($0)" } ?? ""
    for change in changes {
      guard let before = change.before else { continue }
      Terminal.errors.write(
        "The study \"\(name.printable)\"\(place) goes on with the \(change.role) \(change.now); "
          + "so far it was \(before).\n")
    }
  }
}
