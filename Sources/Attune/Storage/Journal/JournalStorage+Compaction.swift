extension JournalStorage {
  /// How many bytes are gathered before they are written.
  private static var pieceSize: Int { 1 << 20 }

  /// Writes the studies, as they stand now, to a new journal with one record for each trial.
  ///
  /// Both Attune and Optuna read the same studies, trials and attributes from the new file as from
  /// this one, under the same ids, and go on with the same values. Deleted studies leave nothing but
  /// a short record for each of their trials. This file is not touched: other processes may be at
  /// work on it, and what they record from now on is not in the new one. Stop them, compact, and go
  /// on with the new file.
  ///
  /// The new file appears under its name when it is complete and on the medium.
  ///
  /// - Parameter target: The path of the new file; there must be none yet.
  /// - Throws: ``StorageError`` when this file cannot be read, or the new one exists or cannot be
  ///   written; then nothing is left of it.
  /// - Complexity: O(*n*) in time and memory for *n* records.
  public func compact(to target: String) throws(StorageError) {
    let state = try replay()
    try create(target, as: "compact journal") { file throws(FileDescriptor.Failure) in
      try Self.write(state, to: file)
    }
  }

  /// Everything that the file records.
  func replay() throws(StorageError) -> StorageState {
    guard FileDescriptor.exists(path) else {
      throw StorageError(.unreadable, "there is no journal \(path) to be copied")
    }
    try checkExactness()
    let replica = Replica(storage: self, worker: "")
    try replica.refresh()
    return replica.read { $0 }
  }

  /// Makes sure that a copy can hold every number: Python may record an integer as an objective value, and
  /// large ones are rounded here.
  private func checkExactness() throws(StorageError) {
    var reader = JournalReader()
    do throws(FileDescriptor.Failure) {
      let file = try FileDescriptor(reading: path)
      var position = StoragePosition.start
      var isAtEnd = false
      while !isAtEnd {
        let end: StoragePosition
        do {
          end = try reader.read(file, path: path, after: position, limit: 1000).batch.end
        } catch {
          // Replaying the records says what is wrong.
          return
        }
        (position, isAtEnd) = (end, end == position)
      }
    } catch {
      throw StorageError(.unreadable, "the journal \(path) cannot be read: \(error.description)")
    }
    guard let number = reader.roundedNumber else { return }
    throw StorageError(
      .unreadable,
      "the journal \(path) records the integer \(number) as a value, which is rounded to "
        + "\(number.doubleValue ?? .nan) here, so it is not copied; copy it with Optuna")
  }

  /// Writes what makes up a state.
  static func write(
    _ state: StorageState, to file: borrowing FileDescriptor
  ) throws(FileDescriptor.Failure) {
    let worker = "\(UUID.random())-\(ProcessIdentity.current.number)"
    var bytes: [UInt8] = []
    for operation in state.compactOperations {
      bytes += JournalEncoder.lines([StorageRecord(worker: worker, operation: operation)])
      if bytes.count >= pieceSize {
        try file.append(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try file.append(bytes)
  }
}
