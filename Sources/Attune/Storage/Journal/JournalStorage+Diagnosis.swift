extension JournalStorage {
  /// Checks the whole file for corruption, continuing after lines that cannot be read.
  ///
  /// Does not change the file. Other processes may use the journal at the same time.
  ///
  /// - Throws: ``StorageError`` when the file does not exist, cannot be read, or contains no record.
  /// - Complexity: O(*n*) in time and memory for *n* bytes of lines. An unfinished last line, and runs
  ///   of zeros between lines, take no memory.
  package func diagnose() throws(StorageError) -> JournalDiagnosis {
    let (repair, isEmpty, lock) = try contents()
    guard repair.recordCount > 0 || isEmpty else { throw notJournal }
    return JournalDiagnosis(
      path: path, lineCount: repair.lineCount, recordCount: repair.recordCount,
      damage: repair.damage, refusals: repair.refusals,
      unfinishedByteCount: repair.unfinishedByteCount, lock: lock, studies: repair.studies)
  }

  /// Writes the records that can be recovered to a new journal.
  ///
  /// Records that can be read are kept unchanged. Ids of studies and trials depend on the order of their
  /// creation. If the record that created a study or trial is lost and later records refer to it, a
  /// placeholder is inserted: a trial that gets the contents of the later records, or a study with the
  /// direction ``Direction/minimize``. ``JournalDiagnosis/damage`` lists the lost records.
  ///
  /// - Parameter target: The path of the new file, which must not exist yet.
  /// - Returns: The diagnosis of this file, as ``diagnose()`` returns it.
  /// - Throws: ``StorageError`` as ``diagnose()`` does, when a valid line cannot be represented, and
  ///   when the new file exists or cannot be written. No partial file is left behind.
  /// - Complexity: As ``diagnose()``.
  @discardableResult
  package func repair(to target: String) throws(StorageError) -> JournalDiagnosis {
    let diagnosis = try diagnose()
    let repair = try contents().repair
    if let line = repair.unsupported {
      throw StorageError(
        .unreadable,
        "\(path), line \(line.line): \(line.reason); Python Optuna can read this line, so no journal "
          + "is written without it")
    }
    let lines = repair.repairedLines
    try create(target, as: "repaired journal") { file throws(SystemError) in
      try file.append(lines)
    }
    return diagnosis
  }

  /// Returns whether the file at a path starts like a journal; false if it is not a regular file or
  /// cannot be read.
  package static func isJournal(_ path: String) -> Bool {
    // Opening a pipe or a device may have effects.
    guard (try? FileKind(of: path)) == .regular,
      let start = try? FileDescriptor(reading: path).read(0..<4096)
    else { return false }
    let line = String(decoding: start, as: UTF8.self).prefix { !$0.isNewline }
    return line.hasPrefix("{") && line.contains("\"op_code\"")
  }

  private var notJournal: StorageError {
    StorageError(.corrupt, "the file \(path) is not a journal: it contains no record")
  }

  /// The number of bytes to read of an unfinished last line; the first one suffices to classify it.
  private static var unfinishedSize: Int { 1 << 10 }

  private func contents() throws(StorageError) -> (
    repair: JournalRepair, isEmpty: Bool, lock: JournalDiagnosis.Lock?
  ) {
    do throws(SystemError) {
      let file = try FileDescriptor(reading: path)
      let lockStatus = lock.status(on: file)
      let size = try file.status().size
      let lineEnd = try file.lastIndex(of: UInt8(ascii: "\n"), in: 0..<size).map { $0 + 1 } ?? 0
      let end = min(size, lineEnd + Self.unfinishedSize)
      let bytes = try file.readWithoutZeros(0..<lineEnd) + file.read(lineEnd..<end)
      return (
        JournalRepair(bytes, omittedByteCount: size - end), size == 0,
        lockStatus.map { JournalDiagnosis.Lock(age: $0.age, isAbandoned: $0.isAbandoned) }
      )
    } catch {
      throw StorageError(
        .unreadable, "the journal \(path) cannot be read: \(error.description)",
        underlyingError: error)
    }
  }
}
