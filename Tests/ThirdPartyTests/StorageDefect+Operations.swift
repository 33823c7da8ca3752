import Attune
import Foundation

extension StorageDefect {
  /// The operation that a storage with this defect records instead; nil if it records nothing.
  func changed(_ operation: StorageOperation) -> StorageOperation? {
    if isDropped(operation) { return nil }
    switch operation {
    case .setStudyUserAttribute(let key, let value):
      return changed(key, value).map { .setStudyUserAttribute(key: $0, value: $1) }
    case .setStudySystemAttribute(let key, let value):
      return changed(key, value).map { .setStudySystemAttribute(key: $0, value: $1) }
    case .setTrialUserAttribute(let trial, let key, let value):
      return changed(key, value).map {
        .setTrialUserAttribute(trial: trial, key: $0, value: $1)
      }
    case .setTrialSystemAttribute(let trial, let key, let value):
      return changed(key, value).map {
        .setTrialSystemAttribute(trial: trial, key: $0, value: $1)
      }
    case .createTrial(let template): return .createTrial(changed(template))
    case .setParameter(let trial, let parameter):
      guard self == .roundsParameters else { return operation }
      return .setParameter(
        trial: trial,
        Parameter(
          name: parameter.name, distribution: parameter.distribution,
          recordedValue: Double(Float(parameter.recordedValue))))
    case .setState(let trial, let state, let values, let time):
      let values = self == .roundsValues ? values?.map { $0 + 0.0 } : values
      return .setState(
        trial: trial, state, values: values,
        at: self == .losesEndTimes && state.isFinished ? nil : changed(time))
    case .setIntermediateValue(let trial, let report):
      return changed(report.value).map {
        .setIntermediateValue(
          trial: trial, IntermediateValue(step: report.step, value: $0))
      }
    }
  }

  private func isDropped(_ operation: StorageOperation) -> Bool {
    switch (self, operation) {
    case (.dropsFloats, .setParameter(_, let parameter)):
      if case .float = parameter.distribution { true } else { false }
    case (.dropsInts, .setParameter(_, let parameter)):
      if case .int = parameter.distribution { true } else { false }
    case (.dropsChoices, .setParameter(_, let parameter)):
      if case .categorical = parameter.distribution { true } else { false }
    case (.dropsReports, .setIntermediateValue): true
    // The parts of the check before whole studies have no trial with such an id.
    case (.losesReportsOfLongStudies, .setIntermediateValue(let trial, _)): trial > 22
    case (.dropsTrialUserAttributes, .setTrialUserAttribute): true
    case (.dropsTrialSystemAttributes, .setTrialSystemAttribute): true
    case (.dropsStudyUserAttributes, .setStudyUserAttribute): true
    case (.dropsStudySystemAttributes, .setStudySystemAttribute): true
    case (.dropsResults, .setState(_, let state, _, _)): state.isFinished
    case (.dropsStarts, .setState(_, let state, _, _)): state == .running
    case (.dropsReturns, .setState(_, let state, _, _)): state == .waiting
    default: false
    }
  }

  private func changed(_ value: Double) -> Double? {
    switch self {
    case .roundsReports: Double(Float(value))
    case .dropsNaN: value.isNaN ? nil : value
    case .clampsInfinities:
      value.isInfinite ? (value < 0 ? -1 : 1) * .greatestFiniteMagnitude : value
    case .losesNegativeZeros: value + 0.0
    case .flushesSubnormals: value.isSubnormal ? 0 : value
    default: value
    }
  }

  private func changed(_ key: String, _ value: JSONValue) -> (String, JSONValue)? {
    switch self {
    case .losesEmptyNames: key.isEmpty ? nil : (key, value)
    case .lowercasesNames: (key.lowercased(), value)
    case .normalizesText:
      (key.precomposedStringWithCanonicalMapping, changed(value))
    default: (key, changed(value))
    }
  }

  private func changed(_ value: JSONValue) -> JSONValue {
    switch (self, value) {
    case (_, .array(let values)): .array(values.map { changed($0) })
    case (_, .object(let object)):
      .object(JSONObject(object.map { ($0.key, changed($0.value)) }))
    case (.replacesNaNInAttributes, .float(let number)): number.isNaN ? nil : value
    case (.turnsIntegersIntoFloats, .int(let number)): .float(Double(number))
    case (.truncatesText, .string(let text)): .string(String(text.prefix(65_535)))
    case (.normalizesText, .string(let text)):
      .string(text.precomposedStringWithCanonicalMapping)
    default: value
    }
  }

  private func changed(_ time: Timestamp?) -> Timestamp? {
    guard self == .truncatesTimes else { return time }
    return time.map {
      Timestamp(microsecondsSince1970: $0.microsecondsSince1970 / 1_000_000 * 1_000_000)
    }
  }

  private func changed(_ template: TrialTemplate) -> TrialTemplate {
    var template = template
    template.startTime = changed(template.startTime)
    switch self {
    case .createsRunningTrials: template.state = .running
    case .losesTemplateParameters: template.parameters = ParameterList([])
    case .losesTemplateReports: template.intermediateValues = []
    default: break
    }
    return template
  }
}
