public import Attune

extension RelationalStorage {
  /// Records the operations that a closure decides on, given all changes that are new to the caller.
  ///
  /// The transaction locks the row of the study first, alone, as Optuna does when it creates a trial. So
  /// the trials of a study have ids and numbers in the order of their creation, and of two decisions one
  /// sees the other. Python changes existing trials without this lock, so their rows are locked as well, and
  /// compared with what the decision has seen.
  public func commit(
    in study: Int, after position: StoragePosition,
    deciding decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(StorageError) -> StorageCommit {
    var commit = Commit(
      study: study, position: TablePosition(position), dialect: dialect,
      displayName: driver.displayName)
    return try perform(.recording) { session throws(RelationalFailure) in
      guard isID(study), try session.prepareToRead() else {
        return try commit.decideOnDeletion(decide)
      }
      try session.prepareToWrite()
      try session.delayCommits(false)
      while true {
        if let result = try commit.attempt(in: &session, storage: self, decide) { return result }
      }
    }
  }
}

/// A commit, with what its attempts have found out.
private struct Commit {
  /// What an attempt sent whose outcome may be unknown.
  private struct Sent {
    let token: JSONValue
    let createdCount: Int
    let updates: [TrialUpdate]
    let studyUserAttributes: JSONObject
    let studySystemAttributes: JSONObject
  }

  let study: Int
  /// The end of the changes that the closure has received.
  private var position: TablePosition
  private let dialect: SQLDialect
  private let displayName: String

  /// The last attempt, if its transaction may have been committed.
  private var sent: Sent?

  init(study: Int, position: TablePosition, dialect: SQLDialect, displayName: String) {
    self.study = study
    self.position = position
    self.dialect = dialect
    self.displayName = displayName
  }

  /// Asks for a decision on a study that does not exist, which records nothing.
  func decideOnDeletion(
    _ decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(RelationalFailure) -> StorageCommit {
    let end = StoragePosition(position)
    _ = try RelationalFailure.passingOn { () throws(StorageError) in
      try decide(StorageBatch(changes: [.deleted], end: end))
    }
    return StorageCommit(end: end)
  }

  /// Performs the transaction.
  ///
  /// - Returns: Nil if a trial has changed since it was read, so that another attempt is due.
  mutating func attempt(
    in session: inout Session, storage: RelationalStorage,
    _ decide: (StorageBatch) throws(StorageError) -> [StorageOperation]
  ) throws(RelationalFailure) -> StorageCommit? {
    var query = StudyQuery(dialect: dialect, study: study, position: position)
    query.lastTrial = nil
    let results = try session.begin([
      RelationalStorage.lockStatement(study, dialect), query.statement,
    ])
    let reading = try storage.read(results[results.startIndex + 1].rows, query, &session)
    if let commit = recognized(in: reading) {
      session.rollBack()
      return commit
    }
    sent = nil
    guard reading.changes.last != .deleted else {
      session.rollBack()
      return try decideOnDeletion(decide)
    }
    let operations = try RelationalFailure.passingOn { () throws(StorageError) in
      try decide(StorageBatch(changes: reading.changes, end: StoragePosition(reading.end)))
    }
    position = reading.end
    guard let updates = try updates(operations, &session) else {
      session.rollBack()
      return nil
    }
    return try write(operations, updates, &session)
  }

  // MARK: Existing trials

  /// Locks the trials of operations.
  ///
  /// - Returns: What changes; nil if a trial is not as it was read.
  private func updates(
    _ operations: [StorageOperation], _ session: inout Session
  ) throws(RelationalFailure) -> [TrialUpdate]? {
    // Operations of trials that have finished, or of other studies, are refused.
    let ids = Set(operations.compactMap(\.trial)).filter { position.openTrials[$0] != nil }.sorted()
    guard !ids.isEmpty else { return [] }
    for row in try session.execute([session.writer.lock(ids, study: study)])[0].rows {
      let row = TableRow(table: "trials", owner: "a trial", displayName: displayName, values: row)
      let (id, trial) = try RelationalFailure.passingOn { () throws(StorageError) in
        (
          try row.int("trial_id", at: 0),
          TablePosition.OpenTrial(
            state: try row.label("state", at: 1, of: DatabaseLabels.states),
            start: try row.text("datetime_start", at: 2))
        )
      }
      guard trial == position.openTrials[id] else { return nil }
    }
    var updates: [Int: TrialUpdate] = [:]
    for operation in operations {
      guard let id = operation.trial, let trial = position.openTrials[id] else { continue }
      try updates[id, default: TrialUpdate(trial: id, state: trial.state)].add(operation) {
        parameter throws(RelationalFailure) in
        try session.accepts(parameter, study: study)
      }
    }
    return ids.compactMap { updates[$0] }.filter { !$0.isEmpty }
  }

  // MARK: Writing

  /// Writes the operations and commits.
  private mutating func write(
    _ operations: [StorageOperation], _ updates: [TrialUpdate], _ session: inout Session
  ) throws(RelationalFailure) -> StorageCommit {
    var templates: [TrialTemplate] = []
    var user = JSONObject()
    var system = JSONObject()
    for operation in operations {
      switch operation {
      case .createTrial(let template): templates.append(template)
      case .setStudyUserAttribute(let key, let value): user[key] = value
      case .setStudySystemAttribute(let key, let value): system[key] = value
      default: break
      }
    }
    let token = JSONValue.string(UUID.random())
    let writer = session.writer
    let insertion = Insertion(dialect: dialect)
    var statements = try RelationalFailure.passingOn { () throws(StorageError) in
      insertion.attributes(
        "study_user_attributes", of: .study(study), try writer.rules.attributeRows(user))
        + insertion.attributes(
          "study_system_attributes", of: .study(study), try writer.rules.attributeRows(system))
    }
    for update in updates {
      statements += try RelationalFailure.passingOn { () throws(StorageError) in
        try writer.update(update)
      }
    }
    guard !statements.isEmpty || !templates.isEmpty else {
      session.rollBack()
      return StorageCommit(end: StoragePosition(position))
    }
    let new = Sent(
      token: token, createdCount: templates.count, updates: updates, studyUserAttributes: user,
      studySystemAttributes: system)
    let ids = try insert(templates, token, after: statements, new, &session)
    sent = nil
    var end = end(after: updates)
    for (id, template) in zip(ids, templates) {
      end.lastTrial = max(end.lastTrial, id)
      end.trialCount += 1
      guard !template.state.isFinished else { continue }
      end.openTrials[id] = TablePosition.OpenTrial(
        state: template.state, start: template.startTime?.databaseText)
    }
    return StorageCommit(end: StoragePosition(end), createdTrials: ids)
  }

  /// Executes statements, inserts new trials and commits; returns the ids of the trials.
  private mutating func insert(
    _ templates: [TrialTemplate], _ token: JSONValue, after statements: [SQLStatement],
    _ new: Sent, _ session: inout Session
  ) throws(RelationalFailure) -> [Int] {
    var statements = statements
    let writer = session.writer
    // The results that have the id of a trial.
    var indices: [Int] = []
    for (index, template) in templates.enumerated() {
      indices.append(statements.count)
      statements.append(
        writer.insert(template, number: position.trialCount + index, study: study))
      let owner: Insertion.Owner
      if dialect.lastTrial != nil {
        owner = .lastTrial
      } else {
        // Each statement is a round trip anyway.
        try session.execute(statements)
        statements = []
        owner = .trial(try session.lastInsertedID())
        indices[index] = owner.id ?? 0
      }
      statements += try RelationalFailure.passingOn { () throws(StorageError) in
        try writer.details(template, of: owner, token: token)
      }
    }
    // From here on a lost connection may hide that the transaction was committed.
    sent = new
    let results = try session.commit(statements)
    guard dialect.lastTrial != nil else { return indices }
    return try RelationalFailure.passingOn { () throws(StorageError) in
      var ids: [Int] = []
      for index in indices {
        let row = TableRow(
          table: "trials", owner: "a new trial", displayName: displayName,
          values: results[results.startIndex + index].rows.first ?? [.null])
        ids.append(try row.int("trial_id", at: 0))
      }
      return ids
    }
  }

  /// The position after changes of trials; those that have not finished are read once more.
  private func end(after updates: [TrialUpdate]) -> TablePosition {
    var end = position
    for update in updates where update.state.isFinished { end.openTrials[update.trial] = nil }
    return end
  }

  // MARK: Lost connections

  /// Returns the result of an attempt whose connection was lost, if its transaction was committed.
  ///
  /// The transaction held the lock that this one now holds, so it has ended. If it created trials, they have
  /// its token. Otherwise its changes are compared with the trials: no other writer sets the same start time,
  /// end time, owner and values. If another writer has changed them since, the closure decides again on what
  /// it finds, as if its decision had come later.
  private func recognized(in reading: StudyReading) -> StorageCommit? {
    guard let sent else { return nil }
    if sent.createdCount > 0 {
      let ids = reading.tokens.filter { $0.token == sent.token }.map(\.trial)
      guard ids.count == sent.createdCount else { return nil }
      // The changes of other writers are read with the next batch.
      var end = end(after: sent.updates)
      for change in reading.changes {
        guard case .trial(let id, _, let template) = change, ids.contains(id) else { continue }
        end.lastTrial = max(end.lastTrial, id)
        end.trialCount += 1
        end.openTrials[id] = template.state.isFinished ? nil : reading.end.openTrials[id]
      }
      return StorageCommit(end: StoragePosition(end), createdTrials: ids)
    }
    var contents: [Int: TrialTemplate] = [:]
    var attributes: (user: JSONObject, system: JSONObject) = ([:], [:])
    for change in reading.changes {
      if case .trial(let id, _, let template) = change { contents[id] = template }
      if case .attributes(let user, let system) = change { attributes = (user, system) }
    }
    let isRecorded =
      sent.updates.allSatisfy { update in
        contents[update.trial].map(update.isContained) ?? false
      }
      && sent.studyUserAttributes.allSatisfy { attributes.user[$0] == $1 }
      && sent.studySystemAttributes.allSatisfy { attributes.system[$0] == $1 }
    return isRecorded ? StorageCommit(end: StoragePosition(end(after: sent.updates))) : nil
  }
}

extension Insertion.Owner {
  /// The id; nil if it is not known yet.
  fileprivate var id: Int? {
    switch self {
    case .study(let id), .trial(let id): id
    case .lastTrial: nil
    }
  }
}
