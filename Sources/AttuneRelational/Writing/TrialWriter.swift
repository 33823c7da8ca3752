internal import Attune

/// Builds the statements that write trials.
struct TrialWriter {
  let dialect: SQLDialect
  let rules: WritingRules
  private let insertion: Insertion

  init(rules: WritingRules) {
    self.rules = rules
    dialect = rules.dialect
    insertion = Insertion(dialect: dialect)
  }

  // MARK: New trials

  /// Inserts the row of a new trial.
  ///
  /// - Parameter number: The number of trials before it. Optuna counts them in the database; here they have
  ///   just been read, under the same lock.
  func insert(_ template: TrialTemplate, number: Int, study: Int) -> SQLStatement {
    SQLStatement(
      "INSERT INTO trials (number, study_id, state, datetime_start, datetime_complete) "
        + "VALUES (?, ?, ?, ?, ?)" + dialect.returning("trial_id"),
      [
        .int(number), .int(study), .text(DatabaseLabels.label(of: template.state)),
        time(template.startTime), time(template.endTime),
      ])
  }

  /// Inserts the other rows of a new trial.
  ///
  /// - Parameter token: The identifier of the transaction.
  func details(
    _ template: TrialTemplate, of owner: Insertion.Owner, token: JSONValue
  ) throws(StorageError) -> [SQLStatement] {
    var system = template.systemAttributes
    system[SystemAttribute.lease] = nil
    system[SystemAttribute.token] = token
    var parameters: [[SQLValue]] = []
    for parameter in template.parameters { parameters.append(try rules.columns(parameter)) }
    return insertion.rows("trial_params", owner, Self.parameterColumns, parameters)
      + insertion.rows(
        "trial_values", owner, Self.valueColumns, rules.columns(template.values ?? []))
      + insertion.rows(
        "trial_intermediate_values", owner, Self.intermediateColumns,
        try reports(template.intermediateValues))
      + insertion.attributes(
        "trial_user_attributes", of: owner, try rules.attributeRows(template.userAttributes))
      + insertion.attributes(
        "trial_system_attributes", of: owner, try rules.attributeRows(system))
  }

  private static let parameterColumns = ["param_name", "param_value", "distribution_json"]
  private static let valueColumns = ["objective", "value", "value_type"]
  private static let intermediateColumns = [
    "step", "intermediate_value", "intermediate_value_type",
  ]

  private func reports(_ reports: [IntermediateValue]) throws(StorageError) -> [[SQLValue]] {
    var rows: [[SQLValue]] = []
    for report in reports { rows.append(try rules.columns(report)) }
    return rows
  }

  private func time(_ time: Timestamp?) -> SQLValue {
    time.map { .text($0.databaseText) } ?? .null
  }

  // MARK: Existing trials

  /// Locks the rows of trials until the end of the transaction: id, state, start time.
  func lock(_ trials: [Int], study: Int) -> SQLStatement {
    let list = Array(repeating: "?", count: trials.count).joined(separator: ", ")
    return SQLStatement(
      "SELECT trial_id, \(dialect.text("state")), \(dialect.time("datetime_start")) FROM trials "
        + "WHERE study_id = ? AND trial_id IN (\(list)) ORDER BY trial_id" + dialect.forUpdate,
      [.int(study)] + trials.map { .int($0) })
  }

  /// Writes the changes of a trial whose row is locked.
  func update(_ update: TrialUpdate) throws(StorageError) -> [SQLStatement] {
    let owner = Insertion.Owner.trial(update.trial)
    var parameters: [[SQLValue]] = []
    for parameter in update.parameters.list { parameters.append(try rules.columns(parameter)) }
    let intermediateValues = update.intermediateValues.values.sorted { $0.step < $1.step }
    var statements =
      insertion.rows(
        "trial_params", owner, Self.parameterColumns, parameters,
        suffix: dialect.replacing(
          ["param_value", "distribution_json"], key: ["trial_id", "param_name"]))
      + insertion.rows(
        "trial_intermediate_values", owner, Self.intermediateColumns,
        try reports(intermediateValues),
        suffix: dialect.replacing(
          ["intermediate_value", "intermediate_value_type"], key: ["trial_id", "step"]))
      + insertion.attributes(
        "trial_user_attributes", of: owner, try rules.attributeRows(update.userAttributes))
      + insertion.attributes(
        "trial_system_attributes", of: owner, try rules.attributeRows(update.systemAttributes))
    if let values = update.values {
      let rows = rules.columns(values)
      // Readers expect the values of all objectives without gaps, and no others.
      statements.append(
        SQLStatement(
          "DELETE FROM trial_values WHERE trial_id = ? AND objective >= ?",
          [.int(update.trial), .int(rows.count)]))
      statements += insertion.rows(
        "trial_values", owner, Self.valueColumns, rows,
        suffix: dialect.replacing(["value", "value_type"], key: ["trial_id", "objective"]))
    }
    if update.setsState { statements += state(update) }
    return statements
  }

  private func state(_ update: TrialUpdate) -> [SQLStatement] {
    var columns = ["state = ?"]
    var values: [SQLValue] = [.text(DatabaseLabels.label(of: update.state))]
    if let start = update.startTime {
      columns.append("datetime_start = ?")
      values.append(time(start))
    }
    if let end = update.endTime {
      columns.append("datetime_complete = ?")
      values.append(time(end))
    }
    let change = SQLStatement(
      "UPDATE trials SET \(columns.joined(separator: ", ")) WHERE trial_id = ?",
      values + [.int(update.trial)])
    guard !update.state.isFinished else { return [change] }
    // Python would consider the next worker lost because of the heartbeat of the last one.
    return [
      change,
      SQLStatement("DELETE FROM trial_heartbeats WHERE trial_id = ?", [.int(update.trial)]),
    ]
  }

  // MARK: Conditions

  /// The query for the trial of a condition, whose rows it locks; no row if the condition does not hold.
  func query(_ condition: TrialCondition, study: Int) -> SQLStatement {
    let (text, values) = source(condition, study: study)
    return SQLStatement("SELECT t.trial_id\(text)", values)
  }

  /// The query for the trial of a condition, whose rows it locks; an error if the condition does not hold.
  ///
  /// The statements that follow in the same round trip are one transaction with it, so that they have an
  /// effect only if the condition holds. Nil if the database receives statements one by one.
  func requirement(_ condition: TrialCondition, study: Int) -> SQLStatement? {
    guard dialect == .postgreSQL else { return nil }
    let (text, values) = source(condition, study: study)
    return SQLStatement("SELECT 1 / count(*) FROM (SELECT t.trial_id\(text)) AS c", values)
  }

  /// Writes one row of a trial if a condition holds, in one statement that affects no row if it does not.
  ///
  /// Nil if the operation needs more than one row.
  func conditionalUpdate(
    _ operation: StorageOperation, if condition: TrialCondition, study: Int
  ) throws(StorageError) -> SQLStatement? {
    switch operation {
    case .setStudyUserAttribute, .setStudySystemAttribute, .createTrial, .setState: return nil
    case .setParameter(_, let parameter):
      return insert(
        "trial_params", Self.parameterColumns, try rules.columns(parameter),
        key: ["param_name"], if: condition, study)
    case .setIntermediateValue(_, let report):
      return insert(
        "trial_intermediate_values", Self.intermediateColumns, try rules.columns(report),
        key: ["step"], if: condition, study)
    case .setTrialUserAttribute(_, let key, let value):
      return try insertAttribute("trial_user_attributes", key, value, if: condition, study)
    case .setTrialSystemAttribute(_, let key, let value):
      guard !key.isIdentical(to: SystemAttribute.lease) else { return nil }
      return try insertAttribute("trial_system_attributes", key, value, if: condition, study)
    }
  }

  /// Writes the time of a heartbeat if a condition holds, in one statement.
  func heartbeat(if condition: TrialCondition, study: Int) -> SQLStatement {
    let (text, values) = source(condition, study: study)
    return SQLStatement(
      "INSERT INTO trial_heartbeats (trial_id, heartbeat) SELECT t.trial_id, \(dialect.now)\(text)"
        + dialect.replacing(["heartbeat"], key: ["trial_id"]),
      values)
  }

  private func insertAttribute(
    _ table: String, _ key: String, _ value: JSONValue, if condition: TrialCondition, _ study: Int
  ) throws(StorageError) -> SQLStatement? {
    let rows = try rules.attributeRows([key: value])
    guard rows.count == 1 else { return nil }
    return insert(
      table, [dialect.key, "value_json"], [.text(rows[0].key), .text(rows[0].text)],
      key: [dialect.key], if: condition, study)
  }

  private func insert(
    _ table: String, _ columns: [String], _ values: [SQLValue], key: [String],
    if condition: TrialCondition, _ study: Int
  ) -> SQLStatement {
    let (text, conditionValues) = source(condition, study: study)
    let names = columns.joined(separator: ", ")
    let placeholders = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    return SQLStatement(
      "INSERT INTO \(table) (trial_id, \(names)) SELECT t.trial_id, \(placeholders)\(text)"
        + dialect.replacing(columns.filter { !key.contains($0) }, key: ["trial_id"] + key),
      values + conditionValues)
  }

  /// The end of a query for the row `t` of the trial of a condition.
  ///
  /// It locks the trial and the attribute. A statement that waits for a lock continues with the newest
  /// version of the row, and checks the condition again.
  private func source(
    _ condition: TrialCondition, study: Int
  ) -> (text: String, values: [SQLValue]) {
    var text = " FROM trials t"
    var values: [SQLValue] = []
    if let (key, value) = condition.attribute {
      text +=
        " JOIN trial_system_attributes a ON a.trial_id = t.trial_id AND a.\(dialect.key) = ? "
        + "AND a.value_json = ?"
      values += [.text(key), .text(value.description)]
    }
    text += " WHERE t.trial_id = ? AND t.study_id = ? AND t.state = 'RUNNING'\(dialect.forUpdate)"
    return (text, values + [.int(condition.trial), .int(study)])
  }
}
