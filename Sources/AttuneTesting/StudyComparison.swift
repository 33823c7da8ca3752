import Attune

/// Compares studies as two readers see them, by every bit that a storage has to keep.
struct StudyComparison {
  /// The precision with which times are recorded.
  let timeResolution: Duration

  /// Whether times and what the library records about workers are compared.
  var includesWorkers = true

  /// Describes the first difference between two studies; nil if they are the same.
  func difference(_ found: StudySnapshot, from expected: StudySnapshot) -> String? {
    if found.directions != expected.directions {
      return "its directions are \(found.directions), not \(expected.directions)"
    }
    let attributes = [
      ("user", found.userAttributes, expected.userAttributes),
      ("system", system(found.systemAttributes), system(expected.systemAttributes)),
    ]
    for (kind, found, expected) in attributes where text(of: found) != text(of: expected) {
      return "its \(kind) attributes are \(text(of: found)), not \(text(of: expected))"
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
    where !found.text.utf8.elementsEqual(expected.text.utf8) {
      return "its \(found.name) \(found.text), not \(expected.text)"
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

  private func facts(of trial: TrialSnapshot) -> [(name: String, text: String)] {
    let parameters = trial.parameters.map { parameter in
      let name = JSONValue.string(parameter.name).description
      return "\(name) = \(number(parameter.recordedValue)) of \(parameter.distribution.json)"
    }
    let reports = trial.intermediateValues.map { "\($0.step): \(number($0.value))" }
    return [
      ("number is", "\(trial.number)"),
      ("state is", "\(trial.state)"),
      ("values are", "[\(trial.values.map(number).joined(separator: ", "))]"),
      ("parameters are", "[\(parameters.joined(separator: ", "))]"),
      ("intermediate values are", "[\(reports.joined(separator: ", "))]"),
      ("user attributes are", text(of: trial.userAttributes)),
      ("system attributes are", text(of: system(trial.systemAttributes))),
    ]
  }

  /// The text of a number, which differs whenever the numbers do; -0.0 is not 0.0.
  private func number(_ value: Double) -> String { JSONValue.float(value).description }

  /// The attributes without those about workers, if these are not compared.
  private func system(_ attributes: JSONObject) -> JSONObject {
    guard !includesWorkers else { return attributes }
    return JSONObject(
      attributes.filter { !$0.key.utf8.starts(with: "attune:".utf8) }.map { ($0.key, $0.value) })
  }

  /// The text of an object with sorted names: a storage need not keep their order.
  private func text(of object: JSONObject) -> String {
    let pairs = object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return JSONValue.object(JSONObject(pairs.map { ($0.key, $0.value) })).description
  }

  private func text(of time: Timestamp?) -> String { time?.description ?? "absent" }

  private func isSame(_ a: Timestamp?, _ b: Timestamp?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    let difference = max(a, b).since(min(a, b))
    return difference < timeResolution
  }
}
