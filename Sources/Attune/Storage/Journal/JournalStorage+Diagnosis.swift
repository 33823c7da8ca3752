extension JournalStorage {
  /// Looks through the whole file for damage, going on behind what cannot be read.
  ///
  /// Nothing is changed by it. Other processes may be at work on the journal.
  ///
  /// - Throws: ``StorageError`` when there is no file, it cannot be read, or holds no record at all.
  /// - Complexity: O(*n*) in time and memory for *n* bytes of lines; what is behind the last one, and
  ///   zeros in between, take no memory.
  public func diagnose() throws(StorageError) -> JournalDiagnosis {
    let (salvage, isEmpty, lock) = try contents()
    guard salvage.recordCount > 0 || isEmpty else { throw notJournal }
    return JournalDiagnosis(
      path: path, lineCount: salvage.lineCount, recordCount: salvage.recordCount,
      damage: salvage.damage, refusals: salvage.refusals,
      unfinishedByteCount: salvage.unfinishedByteCount, lock: lock, studies: salvage.studies)
  }

  /// Writes the records that can be saved to a new journal.
  ///
  /// Those that can be read are kept as they are. Records are numbered by the order in which studies and
  /// trials were created, so where the creation of one is lost and later records refer to it,
  /// another stands in for it: a trial with what is known of it, or a study that minimizes. What is
  /// lost is named by ``JournalDiagnosis/damage``.
  ///
  /// - Parameter target: The path of the new file; there must be none yet.
  /// - Returns: What ``diagnose()`` says of this file.
  /// - Throws: ``StorageError`` as ``diagnose()`` does, and when the new file exists or cannot be written;
  ///   then nothing is left of it.
  /// - Complexity: As ``diagnose()``.
  @discardableResult
  public func repair(to target: String) throws(StorageError) -> JournalDiagnosis {
    let examination = try diagnose()
    let salvage = try contents().salvage
    if let line = salvage.unsupported {
      throw StorageError(
        .unreadable,
        "\(path), line \(line.line): \(line.reason); Python Optuna reads the line, so nothing is "
          + "written without it")
    }
    let lines = salvage.savedLines
    try create(target, as: "repaired journal") { file throws(FileDescriptor.Failure) in
      try file.append(lines)
    }
    return examination
  }

  private var notJournal: StorageError {
    StorageError(.corrupt, "the file \(path) is not a journal: it holds no record")
  }

  /// How much of an unfinished last line is read: its first byte tells what it is.
  private static var unfinishedSize: Int { 1 << 10 }

  private func contents() throws(StorageError) -> (
    salvage: JournalRepair, isEmpty: Bool, lock: JournalDiagnosis.Lock?
  ) {
    do throws(FileDescriptor.Failure) {
      let file = try FileDescriptor(reading: path)
      let standing = lock.standing(on: file)
      let size = try file.status().size
      let lineEnd = try file.lastIndex(of: UInt8(ascii: "\n"), in: 0..<size).map { $0 + 1 } ?? 0
      let end = min(size, lineEnd + Self.unfinishedSize)
      let bytes = try file.readWithoutZeros(0..<lineEnd) + file.read(lineEnd..<end)
      return (
        JournalRepair(bytes, omittedByteCount: size - end), size == 0,
        standing.map { JournalDiagnosis.Lock(age: $0.age, isAbandoned: $0.isAbandoned) }
      )
    } catch {
      throw StorageError(.unreadable, "the journal \(path) cannot be read: \(error.description)")
    }
  }
}
