extension Study {
  /// Puts a trial with given values into the queue.
  ///
  /// - Parameters:
  ///   - parameters: Values or labels by name. The objective must allow them; names left out are
  ///     sampled. A value that the objective never asks for has no effect: the finished trial lists it
  ///     among its ``TrialSnapshot/unusedParameters``, and the study warns once, on the standard error
  ///     stream, of a name that none of its trials asks for.
  ///   - userAttributes: Notes for the trial.
  ///   - skipIfExists: Whether to do nothing when a trial with these very values is there, so that a
  ///     script that enqueues and is run again does not enqueue twice. `1` and `1.0` are different
  ///     values, as in Optuna; numbers with a fraction are the same when they differ by less than a
  ///     hundred-thousandth.
  /// - Returns: The number of the trial; nil when it was skipped.
  /// - Throws: ``StudyError`` when the study was deleted; ``StorageError``.
  @discardableResult
  public func enqueue(
    _ parameters: [String: JSONValue], userAttributes: [String: JSONValue] = [:],
    skipIfExists: Bool = false
  ) throws -> Int? {
    try enqueue(
      parameters.jsonValue.objectValue ?? JSONObject(), userAttributes: userAttributes,
      skipIfExists: skipIfExists)
  }

  /// Puts a trial with given values into the queue; their names may be canonically equivalent.
  @discardableResult
  package func enqueue(
    _ parameters: JSONObject, userAttributes: [String: JSONValue] = [:], skipIfExists: Bool = false
  ) throws -> Int? {
    var number: Int?
    try commit { state throws(StorageError) in
      let history = state.studies[id].history
      if skipIfExists, history.contains(where: { $0.wasGiven(parameters) }) { return [] }
      var template = TrialTemplate()
      template.state = .waiting
      template.userAttributes = userAttributes.jsonValue.objectValue ?? JSONObject()
      template.systemAttributes[SystemAttribute.fixedParameters] = .object(parameters)
      number = history.count
      return [.createTrial(study: id, template)]
    }
    listeners.notice()
    return number
  }
}

extension TrialSnapshot {
  /// Whether the trial was enqueued with, or came to have, exactly these values.
  fileprivate func wasGiven(_ parameters: JSONObject) -> Bool {
    let own = enqueuedValues ?? JSONObject(self.parameters.map { ($0.name, $0.value) })
    return own.count == parameters.count
      && own.allSatisfy { key, value in
        parameters[key].map { $0.repeats(value) } ?? false
      }
  }
}

extension JSONValue {
  /// Whether enqueueing this value where there is another one already would repeat that one.
  ///
  /// Optuna's rule: the value must be of the other's type, where Python counts Booleans as integers, and
  /// numbers may differ by a hundred-thousandth; NaN repeats NaN. Integers, which Optuna compares like
  /// other numbers, must be the same here.
  fileprivate func repeats(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.int(let a), .int(let b)): return a == b
    case (.bool(let a), .int(let b)): return (a ? 1 : 0) == b
    case (.float(let a), .float(let b)):
      if a == b || a.isNaN && b.isNaN { return true }
      // Integers beyond the range of `Int` are kept as such numbers.
      guard a.isFinite, b.isFinite, a != a.rounded() || b != b.rounded() else { return false }
      return abs(a - b) <= 1e-5 * abs(b)
    case (.string(let a), .string(let b)): return a.utf8.elementsEqual(b.utf8)
    default: return self == other
    }
  }
}
