import Attune

/// Compares studies as two readers see them, by every bit that a storage has to keep.
struct StudyComparison {
  /// The precision with which times are recorded.
  let timeResolution: Duration

  /// Whether -0.0 differs from 0.0 among parameters, reports and objective values.
  var distinguishesZeros = true

  /// Whether times and what the library records about workers are compared.
  var includesWorkers = true

  /// Describes the first difference between two studies; nil if they are the same.
  func difference(_ found: StudySnapshot, from expected: StudySnapshot) -> String? {
    if found.directions != expected.directions {
      return "its directions are \(found.directions), not \(expected.directions)"
    }
    let attributes: [(kind: String, found: JSONObject, expected: JSONObject)] = [
      ("user", found.userAttributes, expected.userAttributes),
      ("system", system(found.systemAttributes), system(expected.systemAttributes)),
    ]
    for (kind, found, expected) in attributes
    where !JSONValue.object(found).isIdentical(to: .object(expected)) {
      return "its \(kind) attributes are \(found), not \(expected)"
    }
    if found.trials.count != expected.trials.count {
      return "it has \(found.trials.count) trials, not \(expected.trials.count)"
    }
    for (found, expected) in zip(found.trials, expected.trials) {
      if let difference = difference(found, from: expected) {
        return "trial \(expected.number): \(difference)"
      }
    }
    return nil
  }

  private func difference(_ found: TrialSnapshot, from expected: TrialSnapshot) -> String? {
    for (found, expected) in zip(facts(of: found), facts(of: expected))
    where !found.value.isIdentical(to: expected.value) {
      return "its \(found.name) \(found.value), not \(expected.value)"
    }
    guard includesWorkers else { return nil }
    if !isSame(found.startTime, expected.startTime) {
      return "its start time is \(text(of: found.startTime)), not \(text(of: expected.startTime))"
    }
    if !isSame(found.endTime, expected.endTime) {
      return "its end time is \(text(of: found.endTime)), not \(text(of: expected.endTime))"
    }
    return nil
  }

  private func facts(of trial: TrialSnapshot) -> [(name: String, value: JSONValue)] {
    let parameters = trial.parameters.map { parameter -> JSONValue in
      [.string(parameter.name), number(parameter.recordedValue), parameter.distribution.json]
    }
    let reports = trial.intermediateValues.map { report -> JSONValue in
      [.int(report.step), number(report.value)]
    }
    return [
      ("number is", .int(trial.number)),
      ("state is", .string(trial.state.description)),
      ("values are", .array(trial.values.map(number))),
      ("parameters are", .array(parameters)),
      ("intermediate values are", .array(reports)),
      ("user attributes are", .object(trial.userAttributes)),
      ("system attributes are", .object(system(trial.systemAttributes))),
    ]
  }

  private func number(_ value: Double) -> JSONValue {
    // Any zero plus 0.0 is 0.0.
    .float(distinguishesZeros ? value : value + 0.0)
  }

  /// The attributes without those about workers, if these are not compared.
  ///
  /// The lease is never compared: it is the heartbeat, which a database may keep elsewhere.
  private func system(_ attributes: JSONObject) -> JSONObject {
    let prefix = includesWorkers ? "attune:lease" : "attune:"
    return JSONObject(
      attributes.filter { !$0.key.utf8.starts(with: prefix.utf8) }.map { ($0.key, $0.value) })
  }

  private func text(of time: Timestamp?) -> String { time?.description ?? "absent" }

  private func isSame(_ a: Timestamp?, _ b: Timestamp?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    let difference = max(a, b).since(min(a, b))
    return difference < timeResolution
  }
}

extension JSONValue {
  /// Whether two values are equal to the last bit; -0.0 differs from 0.0, and any NaN equals
  /// another.
  ///
  /// The order of the names in an object does not matter: a storage need not keep it.
  fileprivate func isIdentical(to other: JSONValue) -> Bool {
    switch (self, other) {
    case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern || a.isNaN && b.isNaN
    case (.array(let a), .array(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isIdentical(to: $1) }
    case (.object(let a), .object(let b)):
      a.count == b.count
        && a.allSatisfy { key, value in b[key]?.isIdentical(to: value) ?? false }
    default: self == other
    }
  }
}
