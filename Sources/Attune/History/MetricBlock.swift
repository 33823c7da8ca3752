/// The record of a few successive steps of a named metric: a system attribute of the trial.
///
/// The reports at steps 30 to 39 of the metric `ms` are the attribute `attune:metric:ms:30`, an object such as
/// `{"30": 0.5, "31": 0.25}`. It is recorded again with each report, so a block is short: an attribute for all
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
  static func json(_ reports: [IntermediateValue]) -> JSONValue {
    .object(JSONObject(reports.map { ("\($0.step)", .float($0.value)) }))
  }

  /// The reports in blocks, by ascending step.
  ///
  /// Another program may have recorded anything: what is no report is left out.
  static func reports(in blocks: [JSONValue]) -> [IntermediateValue] {
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
