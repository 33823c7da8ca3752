import Synchronization

extension Study {
  /// A sampler, pruner or batch size that differs from the recorded one.
  struct StrategyChange {
    /// Which of these it is.
    let role: String
    /// The attribute under which it is recorded.
    let key: String
    /// The recorded one; nil before the first trial.
    let before: String?
    let now: String
  }

  /// The summaries of the sampler and the pruner that are recorded, each under its attribute.
  private static func strategies(
    _ sampler: any Sampler, _ pruner: any Pruner
  ) -> [(role: String, key: String, text: String)] {
    [
      ("sampler", SystemAttribute.sampler, sampler.summary),
      ("pruner", SystemAttribute.pruner, pruner.summary),
    ]
  }

  /// The operations that record the sampler and the pruner in a study that has none recorded.
  static func recording(
    _ sampler: any Sampler, _ pruner: any Pruner, _ study: Int, in existing: StudyRecord?
  ) -> [StorageOperation] {
    strategies(sampler, pruner).compactMap { _, key, text in
      guard existing?.systemAttributes[key] == nil else { return nil }
      return .setStudySystemAttribute(study: study, key: key, value: .string(text))
    }
  }

  /// The strategies that differ from the recorded ones; none once they have been reported.
  ///
  /// Compared when a trial starts, not when the study is opened: a program that only reads the study need
  /// not give them.
  ///
  /// - Parameter recordedBatchSize: The batch size of the run, as recorded; nil for a trial started
  ///   by `ask`.
  func strategyChanges(_ study: StudyRecord, recordedBatchSize: String?) -> [StrategyChange] {
    guard !hasComparedStrategies.load(ordering: .relaxed) else { return [] }
    var changes = Self.strategies(sampler, pruner).compactMap { role, key, text in
      let recorded = study.systemAttributes[key]?.stringValue
      let before = recorded.map(SettingsSummary.withCurrentNames) ?? "another"
      // A former name may also be that of a parameter, or of a setting of a user's sampler.
      return recorded == text || before == text
        ? nil : StrategyChange(role: role, key: key, before: before, now: text)
    }
    if let recordedBatchSize {
      let key = SystemAttribute.batchSize
      let before = study.systemAttributes[key]?.stringValue ?? RunOptions.unbatched
      if before != recordedBatchSize {
        let hasBegun = study.history.contains { $0.state != .waiting }
        changes.append(
          StrategyChange(
            role: "batch size", key: key, before: hasBegun ? before : nil, now: recordedBatchSize))
      }
    }
    return changes
  }

  /// The operations that record the changes, so that they are reported once.
  func operations(recording changes: [StrategyChange]) -> [StorageOperation] {
    changes.map { .setStudySystemAttribute(study: id, key: $0.key, value: .string($0.now)) }
  }

  /// Reports the changes, once they are recorded.
  func report(_ changes: [StrategyChange]) {
    hasComparedStrategies.store(true, ordering: .relaxed)
    let inLocation = replica.storage.location.map { " in \($0)" } ?? ""
    for change in changes {
      guard let before = change.before else { continue }
      Logging.log(
        .warning,
        "The study \"\(name.printable)\"\(inLocation) continues with the \(change.role) \(change.now); "
          + "until now it was \(before).")
    }
  }
}
