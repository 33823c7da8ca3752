extension Trial {
  /// The maximum size of a checkpoint as JSON, in bytes.
  ///
  /// Every worker reads all checkpoints, and a journal keeps them all.
  static let checkpointLimit = 1_000_000

  /// Records a checkpoint, from which this trial continues if it is interrupted and resumed.
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
  /// It replaces the last checkpoint, and is recorded in the storage of the study. For a resumed
  /// study to give the same trials as an uninterrupted one, the checkpoint should contain
  /// everything that the rest of the objective depends on, including random generators. Numbers are
  /// restored exactly, including NaN and infinities. Save large data in a file:
  /// ``saveArtifact(named:_:)``.
  ///
  /// - Parameter value: The checkpoint, of at most 1 MB as JSON and at most 100 nested levels.
  /// - Throws: ``TrialError`` when the value cannot be recorded or the trial is finished;
  ///   ``StorageError``; `CancellationError`, after recording, when the study is being interrupted.
  /// - Complexity: O(*n*) for *n* bytes, which are added to the storage each time.
  public func saveCheckpoint(_ value: some Encodable) throws {
    let json: JSONValue
    do {
      json = try JSONValueEncoder.encode(value)
    } catch let error as EncodingError {
      guard case .invalidValue(_, let context) = error else { throw error }
      throw TrialError(
        .invalidCheckpoint,
        "the checkpoint of trial \(number) cannot be recorded: "
          + Self.text(context.codingPath, context.debugDescription),
        underlyingError: error)
    }
    let size = JSONWriter.text(json, style: .compact).utf8.count
    guard size <= Self.checkpointLimit else {
      throw TrialError(
        .invalidCheckpoint,
        "the checkpoint of trial \(number) takes \(size) bytes as JSON, more than the limit of "
          + "\(Self.checkpointLimit); save large data in a file: saveArtifact(named:_:)")
    }
    try backend.setSystemAttribute(SystemAttribute.checkpoint, to: json)
    try backend.checkCancellation()
  }

  /// The last checkpoint of this attempt or an earlier, interrupted one; nil if there is none.
  ///
  /// A promoted trial without one gets that of the trial with the next smaller budget, see ``budget``.
  ///
  /// - Throws: ``TrialError`` with the path of the mismatch when the checkpoint is not a value of
  ///   the type, as after a change of the program.
  /// - Complexity: O(*n*) for *n* bytes.
  public func checkpoint<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value? {
    // The trial with the next smaller budget has that of its last repeat only.
    let all = [snapshot] + (repeatIndex == 0 ? backend.lowerRungs : [])
    let last = all.lazy.compactMap { $0.systemAttributes[SystemAttribute.checkpoint] }
      .first { $0 != .null }
    guard let json = last else { return nil }
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
        .invalidCheckpoint,
        "the checkpoint of trial \(number) is not a value of \(type): "
          + Self.text(context.codingPath, context.debugDescription)
          + "; restore the type, or record the trial as failed",
        underlyingError: error)
    }
  }

  private static func text(_ path: [any CodingKey], _ reason: String) -> String {
    path.isEmpty ? reason : "at \(path.spelled), \(reason)"
  }
}
