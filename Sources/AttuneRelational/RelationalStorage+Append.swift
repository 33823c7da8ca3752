public import Attune

extension RelationalStorage {
  /// Records operations of one running trial if a condition holds, without reading changes.
  ///
  /// One parameter, report or attribute is one statement, which checks the condition and writes the row.
  /// Anything else is a transaction that locks the trial, checks the condition and writes.
  ///
  /// Both are right when they are repeated after a lost connection: a row that is written again has the same
  /// values, and a trial that has already finished is compared with what was sent.
  public func append(
    _ operations: [StorageOperation], if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool? {
    guard operations.allSatisfy({ $0.trial == condition.trial }) else { return nil }
    guard isID(study), isID(condition.trial) else { return false }
    // Whether an attempt may have committed the transaction.
    var isSent = false
    return try perform(.recording) { session throws(RelationalFailure) in
      try session.prepareToWrite()
      // As in a journal: what a resumed run records again may be lost by a power failure.
      try session.delayCommits(!operations.contains(where: \.isFinal))
      do throws(RelationalFailure) {
        if operations.count == 1,
          let statement = try RelationalFailure.passingOn({ () throws(StorageError) in
            try session.writer.conditionalUpdate(operations[0], if: condition, study: study)
          })
        {
          return try append(operations[0], statement, if: condition, in: study, &session)
        }
        return try append(operations, if: condition, in: study, &session, &isSent)
      } catch {
        // The study was deleted in this moment.
        if case .database(let error) = error, dialect.isMissingReference(error) {
          session.rollBack()
          return false
        }
        throw error
      }
    }
  }

  /// Records one operation with one statement.
  private func append(
    _ operation: StorageOperation, _ statement: SQLStatement, if condition: TrialCondition,
    in study: Int, _ session: inout Session
  ) throws(RelationalFailure) -> Bool {
    if case .setParameter(_, let parameter) = operation,
      try !session.accepts(parameter, study: study)
    {
      return false
    }
    return try session.execute([statement])[0].affectedCount > 0
  }

  /// Records operations in a transaction.
  private func append(
    _ operations: [StorageOperation], if condition: TrialCondition, in study: Int,
    _ session: inout Session, _ isSent: inout Bool
  ) throws(RelationalFailure) -> Bool {
    var update = TrialUpdate(trial: condition.trial, state: .running)
    var isAccepted = true
    for operation in operations {
      try update.add(operation) { parameter throws(RelationalFailure) in
        if try !session.accepts(parameter, study: study) { isAccepted = false }
        return isAccepted
      }
    }
    guard isAccepted else { return false }
    let statements = try RelationalFailure.passingOn { () throws(StorageError) in
      try session.writer.update(update)
    }
    let wasSent = isSent
    guard try execute(statements, if: condition, in: study, &session, &isSent) else {
      // The trial may have finished in the attempt before, whose answer was lost. The lock of this
      // transaction has waited for the end of that one.
      guard wasSent else { return false }
      return try isRecorded(update, condition, in: study, &session)
    }
    return true
  }

  /// Executes statements in a transaction if a condition holds; returns whether it does.
  private func execute(
    _ statements: [SQLStatement], if condition: TrialCondition, in study: Int,
    _ session: inout Session, _ isSent: inout Bool
  ) throws(RelationalFailure) -> Bool {
    if let requirement = session.writer.requirement(condition, study: study) {
      isSent = true
      do throws(RelationalFailure) {
        try session.execute([requirement] + statements)
        return true
      } catch {
        if case .database(let error) = error, dialect.isUnmetRequirement(error) { return false }
        throw error
      }
    }
    let results = try session.begin([session.writer.query(condition, study: study)])
    guard results.last?.rows.isEmpty == false else {
      session.rollBack()
      return false
    }
    isSent = true
    try session.commit(statements)
    return true
  }

  /// Whether a trial has what operations set, and still the attribute of the condition.
  private func isRecorded(
    _ update: TrialUpdate, _ condition: TrialCondition, in study: Int, _ session: inout Session
  ) throws(RelationalFailure) -> Bool {
    var position = TablePosition()
    position.lastTrial = Int(Int32.max)
    position.isIncomplete = false
    position.openTrials[update.trial] = TablePosition.OpenTrial(state: .running, start: nil)
    let query = StudyQuery(dialect: dialect, study: study, position: position)
    let reading = try read(try session.execute([query.statement])[0].rows, query, &session)
    return reading.changes.contains { change in
      guard case .trial(let id, _, let template) = change, id == update.trial else { return false }
      let hasAttribute =
        condition.attribute.map { template.systemAttributes[$0.key] == $0.value } ?? true
      return hasAttribute && update.isContained(in: template)
    }
  }

  /// Records a heartbeat by the clock of the database, as Optuna does, if a condition holds.
  ///
  /// One statement checks the condition and writes the row.
  ///
  /// - Returns: True.
  public func recordHeartbeat(
    if condition: TrialCondition, in study: Int
  ) throws(StorageError) -> Bool {
    guard isID(study), isID(condition.trial) else { return true }
    // It may be repeated after a lost connection: the later time is right as well.
    try perform(.recording) { session throws(RelationalFailure) in
      guard try session.prepareToRead() else { return }
      try session.delayCommits(true)
      try session.execute([session.writer.heartbeat(if: condition, study: study)])
    }
    return true
  }
}
