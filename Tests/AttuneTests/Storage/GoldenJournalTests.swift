import Foundation
import Testing

@testable import Attune

/// Journals written by Python Optuna 5.0, each with a dump of what Optuna itself loads from it.
@Suite struct GoldenJournalTests {
  static let names = [
    "all-distributions", "attrs", "basic", "multiobjective", "pruned", "replay-edge", "torn-tail",
    "two-workers",
  ]

  @Test(arguments: names)
  func `a journal of Optuna's means here what it means there`(name: String) throws {
    let expected = try Fixture.json("golden/\(name).expected.json")
    let actual = OptunaDump.dump(try Fixture.state(journal: "golden/\(name).log"))
    #expect(firstDifference(actual, expected) == nil)
  }

  @Test(arguments: names)
  func `reading a journal leaves the file as it is`(name: String) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let bytes = try Fixture.bytes("golden/\(name).log")
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      _ = try JournalStorage(path: path).records(after: .start)
      #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["journal.log"])
    }
  }

  @Test(arguments: names)
  func `a journal written anew means the same`(name: String) throws {
    let expected = try Fixture.json("golden/\(name).expected.json")
    try withTemporaryFolder { folder in
      let original = JournalStorage(path: try Fixture.path("golden/\(name).log"))
      let records = try original.records(after: .start).records
      let path = "\(folder)/rewritten.log"
      try Data(JournalEncoder.lines(records)).write(to: URL(fileURLWithPath: path))
      let rewritten = try JournalStorage(path: path).records(after: .start).records
      let difference = zip(rewritten, records).first { !isSame($0.operation, $1.operation) }
      #expect(rewritten.count == records.count)
      #expect(difference == nil)
      let actual = OptunaDump.dump(try Fixture.state(path: path))
      #expect(firstDifference(actual, expected) == nil)
    }
  }

  @Test func `a torn last line is passed over`() throws {
    let bytes = try Fixture.bytes("golden/torn-tail.log")
    let batch = try JournalStorage(path: try Fixture.path("golden/torn-tail.log"))
      .records(after: .start)
    let lastNewline = try #require(bytes.lastIndex(of: UInt8(ascii: "\n")))
    try #require(lastNewline < bytes.count - 1)
    #expect(batch.end.offset == lastNewline + 1)
    #expect(batch.records.count == bytes.count { $0 == UInt8(ascii: "\n") })
  }

  @Test(arguments: names)
  func `a journal may be read from any position onwards`(name: String) throws {
    let path = try Fixture.path("golden/\(name).log")
    let bytes = try Fixture.bytes("golden/\(name).log")
    let all = try JournalStorage(path: path).records(after: .start)
    let newlines = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    let half = newlines.count / 2
    try #require(half > 0)
    let batch = try JournalStorage(path: path)
      .records(after: StoragePosition(offset: newlines[half - 1] + 1))
    #expect(batch.end == all.end)
    #expect(batch.records.count == all.records.count - half)
  }

  /// NaN is not equal to itself, so operations are compared by what they are written as.
  private func isSame(_ a: StorageOperation, _ b: StorageOperation) -> Bool {
    JournalEncoder.lines([StorageRecord(worker: "w", operation: a)])
      == JournalEncoder.lines([StorageRecord(worker: "w", operation: b)])
  }
}

/// What a storage holds, in the form in which `check_with_optuna.py` dumps what Optuna loads.
private enum OptunaDump {
  static func dump(_ state: StorageState) -> JSONValue {
    let live = state.studies.filter { state.liveStudies[$0.name] == $0.id }
    return ["studies": .array(live.map(study))]
  }

  private static func study(_ study: StudyRecord) -> JSONValue {
    let history = study.history
    return [
      "study_name": .string(study.name),
      "study_id": .int(study.id),
      "directions": .array(history.directions.map { .string($0.description.uppercased()) }),
      "user_attrs": plain(.object(study.userAttributes)),
      "system_attrs": plain(.object(study.systemAttributes)),
      "best_trial": (history.bestTrial?.number).jsonValue,
      "best_trials": history.bestTrials.map(\.number).jsonValue,
      "trials": .array(history.map(trial)),
    ]
  }

  private static func trial(_ trial: TrialSnapshot) -> JSONValue {
    let parameters = trial.parameters
    return [
      "number": .int(trial.number),
      "trial_id": .int(trial.id),
      "state": .string(trial.state == .failed ? "FAIL" : trial.state.description.uppercased()),
      "values": trial.values.isEmpty ? nil : plain(trial.values.jsonValue),
      "datetime_start": (trial.started?.description).jsonValue,
      "datetime_complete": (trial.completed?.description).jsonValue,
      "params": object(parameters.map { ($0.name, $0.value) }),
      "params_internal": object(parameters.map { ($0.name, .float(internalValue($0))) }),
      "distributions": object(
        parameters.map { ($0.name, .object(DistributionCodec.encode($0.distribution))) }),
      "intermediate_values": object(
        trial.intermediateValues.map { (String($0.step), .float($0.value)) }),
      "user_attrs": plain(.object(trial.userAttributes)),
      "system_attrs": plain(.object(trial.systemAttributes)),
      "constraints": plain(trial.constraints.jsonValue),
    ]
  }

  /// What Optuna turns a value back into: of labels that are equal in Python the first one.
  private static func internalValue(_ parameter: Parameter) -> Double {
    guard case .categorical(let categorical) = parameter.distribution else {
      return parameter.recordedValue
    }
    let index = categorical.choices.firstIndex { $0.isEqualInPython(to: parameter.value) }
    return index.map(Double.init) ?? .nan
  }

  private static func object(_ pairs: [(String, JSONValue)]) -> JSONValue {
    plain(.object(JSONObject(pairs)))
  }

  /// The value with floats that are not finite spelled out.
  private static func plain(_ value: JSONValue) -> JSONValue {
    switch value {
    case .float(let number) where number.isNaN: ["__float__": "nan"]
    case .float(let number) where number.isInfinite: ["__float__": number < 0 ? "-inf" : "inf"]
    case .array(let values): .array(values.map(plain))
    case .object(let object): .object(JSONObject(object.map { ($0.key, plain($0.value)) }))
    default: value
    }
  }
}

/// Where two values differ first and how; nil when they do not.
private func firstDifference(
  _ actual: JSONValue, _ expected: JSONValue, at path: String = "$"
) -> String? {
  switch (actual, expected) {
  case (.object(let actual), .object(let expected)):
    for (key, value) in expected {
      guard let own = actual[key] else { return "\(path).\(key) is missing" }
      if let found = firstDifference(own, value, at: "\(path).\(key)") { return found }
    }
    return actual.keys.first { expected[$0] == nil }.map { "\(path).\($0) is unexpected" }
  case (.array(let actual), .array(let expected)):
    for (index, (a, b)) in zip(actual, expected).enumerated() {
      if let found = firstDifference(a, b, at: "\(path)[\(index)]") { return found }
    }
    guard actual.count != expected.count else { return nil }
    return "\(path) has \(actual.count) elements, not \(expected.count)"
  default:
    return actual == expected ? nil : "\(path) is \(actual), not \(expected)"
  }
}
