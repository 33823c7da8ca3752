extension JournalStorage {
  /// The number of bytes that are buffered before they are written.
  private static var bufferSize: Int { 1 << 20 }

  /// Writes the current studies to a new journal with one record for each trial.
  ///
  /// Attune and Optuna read the same studies, trials and attributes with the same ids from the new file,
  /// and a study that is continued there samples the same values. A deleted study leaves only a short
  /// record for each of its trials. This file is not changed. Records that other processes append to it
  /// afterwards are missing in the new file: stop all workers, compact the journal, and continue with
  /// the new file.
  ///
  /// The new file appears at its path only when it is complete and has reached the disk.
  ///
  /// - Parameter target: The path of the new file, which must not exist yet.
  /// - Throws: ``StorageError`` when this file cannot be read, or the new one exists or cannot be
  ///   written. No partial file is left behind.
  /// - Complexity: O(*n*) in time and memory for *n* records.
  public func compact(to target: String) throws(StorageError) {
    let state = try replay()
    try create(target, as: "compact journal") { file throws(SystemError) in
      try Self.write(state, to: file)
    }
  }

  /// Replays all records of the file.
  func replay() throws(StorageError) -> LogState {
    guard FileDescriptor.exists(path) else {
      throw StorageError(.unreadable, "the journal \(path) does not exist")
    }
    try checkExactness()
    var state = LogState()
    var position = LogPosition.start
    var isComplete = false
    while !isComplete {
      let batch = try records(after: position)
      for index in batch.records.indices { state.apply(batch.records[index].operation) }
      isComplete = batch.end == position
      position = batch.end
    }
    return state
  }

  /// Checks that a copy can represent every number exactly.
  ///
  /// Python may record an objective value as an integer; a large integer would be rounded to a `Double`.
  private func checkExactness() throws(StorageError) {
    var reader = JournalReader()
    do throws(SystemError) {
      let file = try FileDescriptor(reading: path)
      var position = LogPosition.start
      var isAtEnd = false
      while !isAtEnd {
        let end: LogPosition
        do {
          end = try reader.read(file, path: path, after: position, limit: 1000).batch.end
        } catch {
          // The replay that follows reports the error.
          return
        }
        (position, isAtEnd) = (end, end == position)
      }
    } catch {
      throw StorageError(
        .unreadable, "the journal \(path) cannot be read: \(error.description)",
        underlyingError: error)
    }
    guard let number = reader.roundedNumber else { return }
    throw StorageError(
      .unreadable,
      "the journal \(path) records the integer \(number) as a value, which would be rounded to "
        + "\(number.doubleValue ?? .nan) in a copy; copy the journal with Optuna")
  }

  /// Writes the records that recreate a state.
  static func write(
    _ state: LogState, to file: borrowing FileDescriptor
  ) throws(SystemError) {
    let worker = "\(UUID.random())-\(ProcessIdentity.current.number)"
    var bytes: [UInt8] = []
    for operation in state.compactOperations {
      bytes += JournalEncoder.lines([LogRecord(worker: worker, operation: operation)])
      if bytes.count >= bufferSize {
        try file.append(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try file.append(bytes)
  }
}
