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
  ///     script that enqueues and is run again does not enqueue twice.
  /// - Returns: The number of the trial; nil when it was skipped.
  /// - Throws: ``StudyError`` when the study was deleted; ``StorageError``.
  @discardableResult
  public func enqueue(
    _ parameters: [String: JSONValue], userAttributes: [String: JSONValue] = [:],
    skipIfExists: Bool = false
  ) throws -> Int? {
    var number: Int?
    try commit { state throws(StorageError) in
      let history = state.studies[id].history
      if skipIfExists, history.contains(where: { $0.wasGiven(parameters) }) { return [] }
      var template = TrialTemplate()
      template.state = .waiting
      template.userAttributes = userAttributes.jsonValue.objectValue ?? JSONObject()
      template.systemAttributes[SystemAttribute.fixedParameters] = parameters.jsonValue
      number = history.count
      return [.createTrial(study: id, template)]
    }
    listeners.notice()
    return number
  }
}

extension TrialSnapshot {
  /// Whether the trial was enqueued with, or came to have, exactly these values.
  fileprivate func wasGiven(_ parameters: [String: JSONValue]) -> Bool {
    let own =
      systemAttributes[SystemAttribute.fixedParameters]?.objectValue
      ?? JSONObject(self.parameters.map { ($0.name, $0.value) })
    return own.count == parameters.count
      && own.allSatisfy { key, value in
        guard let other = parameters[key] else { return false }
        if let a = value.doubleValue, let b = other.doubleValue {
          return a == b || abs(a - b) <= 1e-5 * abs(b)
        }
        return value == other
      }
  }
}
