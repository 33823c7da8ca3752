extension Trial {
  /// How many bytes a checkpoint may take as JSON: every worker reads it, and no journal forgets it.
  static let checkpointLimit = 1_000_000

  /// Records what to go on from when this trial is interrupted and entered again.
  ///
  /// ```swift
  /// var model = try trial.checkpoint(as: Model.self) ?? Model()
  /// while model.epoch < 30 {
  ///   let loss = model.trainEpoch()
  ///   try trial.report(loss, step: model.epoch)
  ///   try trial.saveCheckpoint(model)
  /// }
  /// ```
  ///
  /// It takes the place of the last one, and stands in the storage with everything else. So that a
  /// resumed study gives the same trials as one that was never interrupted, it should hold all that the
  /// rest of the objective depends on, random generators included. Numbers come back exactly, NaN
  /// and infinities included. What is large belongs in a file: ``saveArtifact(named:_:)``.
  ///
  /// - Parameter value: At most 1 MB as JSON, and at most 100 levels deep.
  /// - Throws: ``TrialError`` when the value cannot be recorded or the trial is finished;
  ///   ``StorageError``; `CancellationError`, after recording, when the study is being interrupted.
  /// - Complexity: O(*n*) for *n* bytes, which are added to the storage each time.
  public func saveCheckpoint(_ value: some Encodable) throws {
    let json: JSONValue
    do {
      json = try JSONValueEncoder.encode(value)
    } catch EncodingError.invalidValue(_, let context) {
      throw TrialError(
        "the checkpoint of trial \(number) cannot be recorded: "
          + Self.text(context.codingPath, context.debugDescription))
    }
    let size = JSONWriter.text(json, style: .compact).utf8.count
    guard size <= Self.checkpointLimit else {
      throw TrialError(
        "the checkpoint of trial \(number) takes \(size) bytes as JSON, and may take "
          + "\(Self.checkpointLimit); keep large data in a file: saveArtifact(named:_:)")
    }
    try backend.setSystemAttribute(SystemAttribute.checkpoint, to: json)
    try backend.checkCancellation()
  }

  /// The checkpoint that this attempt or an earlier, interrupted one saved last; nil when none did.
  ///
  /// - Throws: ``TrialError`` that names the place when the checkpoint is no value of the type, as after
  ///   a change of the program.
  /// - Complexity: O(*n*) for *n* bytes.
  public func checkpoint<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value? {
    guard let json = snapshot.systemAttributes[SystemAttribute.checkpoint] else { return nil }
    do {
      return try JSONValueDecoder.decode(type, from: json)
    } catch let error as DecodingError {
      let context =
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
          .keyNotFound(_, let context), .dataCorrupted(let context):
          context
        @unknown default: DecodingError.Context(codingPath: [], debugDescription: "\(error)")
        }
      throw TrialError(
        "the checkpoint of trial \(number) is no \(type): "
          + Self.text(context.codingPath, context.debugDescription)
          + "; change the type back, or tell the trial to have failed")
    }
  }

  private static func text(_ path: [any CodingKey], _ reason: String) -> String {
    path.isEmpty ? reason : "at \(path.spelled), \(reason)"
  }
}
