extension Study {
  /// Enqueues a trial with given values, like Optuna's `enqueue_trial`.
  ///
  /// - Parameters:
  ///   - parameters: Values or labels by name, which must be in the ranges and choices of the
  ///     objective; omitted parameters are sampled. A value that the objective never asks for has
  ///     no effect: the finished trial lists it among its ``TrialSnapshot/unusedParameters``, and
  ///     the study warns once, on the standard error stream, about a name that none of its trials
  ///     asks for.
  ///   - userAttributes: The user attributes of the trial.
  ///   - skipIfExists: Whether to do nothing when there is a trial with these values, so that a
  ///     script can be run again without enqueueing twice. `1` and `1.0` are different values, as
  ///     in Optuna; floating-point values are equal when their relative difference is at most 1e-5.
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

  /// Enqueues a trial with given values, whose names may be canonically equivalent.
  @discardableResult
  package func enqueue(
    _ parameters: JSONObject, userAttributes: [String: JSONValue] = [:], skipIfExists: Bool = false
  ) throws -> Int? {
    let number: Int? = try commit { study throws(StorageError) in
      let history = study.history
      if skipIfExists, history.contains(where: { $0.hasValues(parameters) }) { return ([], nil) }
      var template = TrialTemplate()
      template.state = .waiting
      template.userAttributes = userAttributes.jsonValue.objectValue ?? JSONObject()
      template.systemAttributes[SystemAttribute.fixedParameters] = .object(parameters)
      return ([.createTrial(template)], history.count)
    }
    listeners.notice()
    return number
  }

  /// Enqueues trials that depend on the trials so far, as one step: of several processes that choose trials in
  /// the same way, only the first one enqueues them.
  ///
  /// - Parameter choose: Returns the values and the user attributes of the trials. It may be called more than
  ///   once, while the study is locked.
  package func enqueue(
    choosing choose: (TrialHistory) -> [(values: JSONObject, userAttributes: JSONObject)]
  ) throws {
    try commit { study throws(StorageError) in
      let operations: [StorageOperation] = choose(study.history).map { chosen in
        var template = TrialTemplate()
        template.state = .waiting
        template.userAttributes = chosen.userAttributes
        template.systemAttributes[SystemAttribute.fixedParameters] = .object(chosen.values)
        return .createTrial(template)
      }
      return (operations, ())
    }
    listeners.notice()
  }
}

extension TrialSnapshot {
  /// Whether the trial was enqueued with, or has, exactly these values.
  fileprivate func hasValues(_ parameters: JSONObject) -> Bool {
    let own = enqueuedValues ?? JSONObject(self.parameters.map { ($0.name, $0.value) })
    return own.count == parameters.count
      && own.allSatisfy { key, value in
        parameters[key].map { $0.isDuplicate(of: value) } ?? false
      }
  }
}

extension JSONValue {
  /// Whether an enqueued value counts as the same as an existing one.
  ///
  /// The rule of Optuna: the values are of the same type, where Python counts Booleans as integers,
  /// and numbers may differ by 1e-5 relative to the existing one; NaN equals NaN. Unlike in Optuna,
  /// integers must be exactly equal.
  fileprivate func isDuplicate(of other: JSONValue) -> Bool {
    switch (self, other) {
    case (.int(let a), .int(let b)): return a == b
    case (.bool(let a), .int(let b)): return (a ? 1 : 0) == b
    case (.float(let a), .float(let b)):
      if a == b || a.isNaN && b.isNaN { return true }
      // Integers beyond the range of `Int` are stored as floating-point values.
      guard a.isFinite, b.isFinite, a != a.rounded() || b != b.rounded() else { return false }
      return abs(a - b) <= 1e-5 * abs(b)
    case (.string(let a), .string(let b)): return a.utf8.elementsEqual(b.utf8)
    default: return self == other
    }
  }
}
