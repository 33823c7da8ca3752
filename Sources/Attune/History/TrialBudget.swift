/// The budget that a ``BudgetSchedule`` gave a trial: one rung of a configuration.
///
/// A configuration is a set of parameter values. Each of its rungs is a separate trial, with the same
/// parameters and a larger budget.
public struct TrialBudget: Sendable, Hashable {
  /// The budget, in the unit that the objective gives it, such as epochs.
  public let amount: Int
  /// The largest budget of the schedule; a trial with it is complete, one with less ends as pruned.
  public let maximum: Int
  /// The rung, counted from 0 for the smallest budget of the schedule.
  public let rung: Int
  /// The bracket, counted from 0; configurations are compared with those of their bracket.
  public let bracket: Int
  /// The number of the trial with the next smaller budget of the same configuration; nil if this trial
  /// is the first one.
  public let promotedFrom: Int?

  /// Whether it is the largest budget of the schedule.
  public var isLargest: Bool { amount >= maximum }

  /// Creates a budget.
  init(amount: Int, maximum: Int, rung: Int, bracket: Int, promotedFrom: Int? = nil) {
    self.amount = amount
    self.maximum = maximum
    self.rung = rung
    self.bracket = bracket
    self.promotedFrom = promotedFrom
  }

  /// Reads the record of a trial; nil if it has none, or an invalid one.
  init?(of number: Int, in attributes: JSONObject) {
    guard let object = attributes[SystemAttribute.budget]?.objectValue,
      let amount = object["amount"]?.intValue, let maximum = object["maximum"]?.intValue,
      let rung = object["rung"]?.intValue, let bracket = object["bracket"]?.intValue,
      amount >= 1, maximum >= amount, rung >= 0, bracket >= 0
    else { return nil }
    self.init(
      amount: amount, maximum: maximum, rung: rung, bracket: bracket,
      promotedFrom: Self.promotedFrom(of: number, in: attributes))
  }

  /// The number of the trial that the record of a trial names as promoted; nil if it names none before it.
  static func promotedFrom(of number: Int, in attributes: JSONObject) -> Int? {
    // A file may name any number. Links that only go back have an end.
    attributes[SystemAttribute.promotedFrom]?.intValue.flatMap {
      (0..<number).contains($0) ? $0 : nil
    }
  }

  /// The attributes with which it is recorded.
  var attributes: JSONObject {
    var attributes: JSONObject = [
      SystemAttribute.budget: [
        "amount": .int(amount), "maximum": .int(maximum), "rung": .int(rung),
        "bracket": .int(bracket),
      ]
    ]
    attributes[SystemAttribute.promotedFrom] = promotedFrom.map { .int($0) }
    return attributes
  }

  /// The attributes with which a trial starts: the budget, and the parameters of the promoted trial, as those
  /// of an enqueued one.
  func startAttributes(in history: TrialHistory) -> JSONObject {
    guard let promotedFrom else { return attributes }
    var attributes = attributes
    attributes[SystemAttribute.fixedParameters] = .object(
      JSONObject(history.parameters(of: promotedFrom).map { ($0.name, $0.value) }))
    return attributes
  }
}

extension TrialSnapshot {
  /// The budget with which the trial runs or ran; nil outside a run with budgets.
  public var budget: TrialBudget? { TrialBudget(of: number, in: systemAttributes) }

  /// The objective value at the trial's budget; nil until the objective has returned it.
  ///
  /// A trial that the pruner ended has none, although it may have reports.
  var rungValue: Double? {
    switch state {
    case .complete: value
    case .pruned: systemAttributes[SystemAttribute.rungValue]?.doubleValue
    case .running, .waiting, .failed: nil
    }
  }
}
