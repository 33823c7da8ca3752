/// The reports of named metrics, see ``Trial/report(_:step:metric:)``.
extension TrialSnapshot {
  /// The reported values of each named metric, by ascending step, one for each step.
  ///
  /// Unnamed reports are in ``intermediateValues``. Other programs may have recorded canonically equivalent names,
  /// which are one name here; ``intermediateValues(of:)`` distinguishes them.
  ///
  /// - Complexity: O(*m*) for *m* reports, which are read anew from the system attributes.
  public var metrics: [String: [IntermediateValue]] {
    Dictionary(recordedMetrics.map { ($0.name.text, $0.reports) }, uniquingKeysWith: { $1 })
  }

  /// The reported values of a named metric, by ascending step; empty if there are none.
  ///
  /// - Complexity: O(*m* log *m*) for *m* reports of the metric.
  public func intermediateValues(of metric: String) -> [IntermediateValue] {
    let name = Name(metric)
    return MetricBlock.reports(
      in: systemAttributes.filter { MetricBlock.name(inKey: $0.key) == name }.map(\.value))
  }

  /// The named metrics with their reports, in the order of their names.
  package var recordedMetrics: [(name: Name, reports: [IntermediateValue])] {
    var blocks: [Name: [JSONValue]] = [:]
    for (key, value) in systemAttributes {
      if let name = MetricBlock.name(inKey: key) { blocks[name, default: []].append(value) }
    }
    return blocks.sorted { $0.key < $1.key }.map { ($0.key, MetricBlock.reports(in: $0.value)) }
  }

  /// The highest step with a report, of any metric; nil if there is none.
  var lastReportedStep: Int? {
    let last = recordedMetrics.compactMap(\.reports.last?.step).max()
    guard let unnamed = lastIntermediateValue?.step else { return last }
    return max(unnamed, last ?? unnamed)
  }

  /// Removes the reports after some steps.
  ///
  /// - Parameters:
  ///   - step: The last step of unnamed reports to keep; nil to remove all of them.
  ///   - steps: The last steps of the named metrics to keep.
  mutating func removeReports(after step: Int?, _ steps: [Name: Int]) {
    intermediateValues.removeAll { report in step.map { report.step > $0 } ?? true }
    for (key, value) in systemAttributes {
      guard let name = MetricBlock.name(inKey: key) else { continue }
      let kept = MetricBlock.reports(in: [value]).filter { report in
        steps[name].map { report.step <= $0 } ?? false
      }
      systemAttributes[key] = kept.isEmpty ? nil : MetricBlock.json(kept)
    }
  }

  /// Records the value of a named metric at a step, as ``MetricBlock`` does.
  mutating func setMetric(_ metric: String, _ report: IntermediateValue) {
    let key = MetricBlock.key(of: metric, step: report.step)
    systemAttributes[key] = MetricBlock.adding(report, to: systemAttributes[key])
  }
}

/// The record of a few successive steps of a named metric: a system attribute of the trial.
///
/// The reports at steps 30 to 39 of the metric `ms` are the attribute `attune:metric:ms:30`, an object such as
/// `{"30": 0.5, "31": 0.25}`. It is recorded anew with each report, so a block is short: an attribute for all
/// steps would take space that grows with the square of their number in a journal, and one for each step a row
/// for each in a database.
package enum MetricBlock {
  /// The number of steps of a block.
  private static let length = 10

  /// The attribute with the report of a metric at a step.
  package static func key(of metric: String, step: Int) -> String {
    "\(SystemAttribute.metricPrefix)\(metric):\(step / length * length)"
  }

  /// The metric of an attribute; nil if it is none with reports.
  package static func name(inKey key: String) -> Name? {
    // By bytes, since a combining mark after the prefix is part of the name.
    guard key.utf8.starts(with: SystemAttribute.metricPrefix.utf8) else { return nil }
    let rest = key.utf8.dropFirst(SystemAttribute.metricPrefix.utf8.count)
    // The name may contain colons; the number of the step does not.
    guard let colon = rest.lastIndex(of: UInt8(ascii: ":")),
      Int(String(Substring(rest[colon...].dropFirst()))) != nil
    else { return nil }
    return Name(String(Substring(rest[..<colon])))
  }

  /// Returns a block with a further report; one at the same step is replaced.
  package static func adding(_ report: IntermediateValue, to block: JSONValue?) -> JSONValue {
    var object = block?.objectValue ?? [:]
    object["\(report.step)"] = .float(report.value)
    return .object(object)
  }

  /// The report at a step in a block; nil if there is none.
  static func value(at step: Int, in block: JSONValue?) -> Double? {
    block?.objectValue?["\(step)"]?.doubleValue
  }

  /// A block of reports.
  fileprivate static func json(_ reports: [IntermediateValue]) -> JSONValue {
    .object(JSONObject(reports.map { ("\($0.step)", .float($0.value)) }))
  }

  /// The reports in blocks, by ascending step.
  ///
  /// Another program may have recorded anything: what is no report is left out.
  fileprivate static func reports(in blocks: [JSONValue]) -> [IntermediateValue] {
    let reports = blocks.flatMap { block in
      (block.objectValue ?? [:]).compactMap { step, value in
        Int(step).flatMap { step in
          value.doubleValue.map { IntermediateValue(step: step, value: $0) }
        }
      }
    }
    .filter { $0.step >= 0 }
    let sorted = reports.sorted { $0.step < $1.step }
    return sorted.indices.filter { $0 == 0 || sorted[$0 - 1].step != sorted[$0].step }
      .map { sorted[$0] }
  }
}
