/// Why a pruner ended a trial.
public struct PruningReason: Sendable, Hashable {
  /// The rule, such as `median`.
  public let rule: String
  /// The step of the trial's last report.
  public let step: Int
  /// The value that the rule compared, such as the best report of the trial.
  public let value: Double
  /// The value that it was compared with; nil if there is none, as for NaN.
  public let threshold: Double?

  /// Creates a reason.
  public init(rule: String, step: Int, value: Double, threshold: Double? = nil) {
    self.rule = rule
    self.step = step
    self.value = value
    self.threshold = threshold
  }
}

extension PruningReason: CustomStringConvertible {
  /// The reason as text, as in `median at step 12: 0.71, threshold 0.65`.
  public var description: String {
    "\(rule) at step \(step): \(value.shortText)"
      + (threshold.map { ", threshold \($0.shortText)" } ?? "")
  }
}

extension PruningReason {
  /// The reason as it is recorded.
  var json: JSONValue {
    var object: JSONObject = [
      "rule": .string(rule), "step": .int(step), "value": .float(value),
    ]
    if let threshold { object["threshold"] = .float(threshold) }
    return .object(object)
  }

  /// Creates the reason from its record; nil if that is not one.
  init?(_ json: JSONValue) {
    guard let object = json.objectValue, let rule = object["rule"]?.stringValue,
      let step = object["step"]?.intValue, let value = object["value"]?.doubleValue
    else { return nil }
    self.init(rule: rule, step: step, value: value, threshold: object["threshold"]?.doubleValue)
  }
}

extension TrialSnapshot {
  /// Why the pruner ended the trial; nil unless it did, as when the objective ended it by its own criterion.
  public var pruningReason: PruningReason? {
    guard state == .pruned, let reason = recordedPruning,
      reason.step == lastReportedStep
    else { return nil }
    return reason
  }

  /// The last decision to prune the trial, whether the objective followed it or not.
  var recordedPruning: PruningReason? {
    systemAttributes[SystemAttribute.pruned].flatMap(PruningReason.init)
  }
}
