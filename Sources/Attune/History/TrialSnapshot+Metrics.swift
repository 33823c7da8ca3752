/// The reports of named metrics, see ``Trial/report(_:step:metric:)``.
extension TrialSnapshot {
  /// The reported values of each named metric, by ascending step, one for each step.
  ///
  /// Unnamed reports are in ``intermediateValues``. Other programs may have recorded canonically equivalent names,
  /// which are one name here; ``intermediateValues(of:)`` distinguishes them.
  ///
  /// - Complexity: O(*m*) for *m* reports, which are read from the system attributes.
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
