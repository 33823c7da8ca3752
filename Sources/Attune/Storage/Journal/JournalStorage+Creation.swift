extension JournalStorage {
  /// Makes another journal out of this one, which appears under its name when it is complete and on the
  /// medium.
  ///
  /// - Parameters:
  ///   - target: The path of the new file; there must be none yet.
  ///   - role: What it is, for messages.
  ///   - write: Writes what it holds.
  /// - Throws: ``StorageError`` when it exists or cannot be written; then nothing is left of it.
  func create(
    _ target: String, as role: String,
    _ write: (borrowing FileDescriptor) throws(FileDescriptor.Failure) -> Void
  ) throws(StorageError) {
    guard !FileDescriptor.exists(target) else { throw Self.exists(target, role) }
    // A short name, for the target's may be as long as the system allows.
    let folder = Self.folder(of: target)
    let temporary = "\(folder)/.\(UUID.random()).tmp"
    defer { FileDescriptor.remove(temporary) }
    do throws(FileDescriptor.Failure) {
      let file = try FileDescriptor(creating: temporary)
      try write(file)
      try file.synchronize()
      try FileDescriptor.name(temporary, also: target)
      try FileDescriptor(reading: folder).synchronize()
    } catch {
      // Somebody else may have made it meanwhile.
      if error.isExisting { throw Self.exists(target, role) }
      throw StorageError(
        .unwritable,
        "the \(role) \(target) cannot be written: \(error.description); \(path) is as it was")
    }
  }

  private static func exists(_ target: String, _ role: String) -> StorageError {
    StorageError(
      .unwritable,
      "the \(role) is not written to \(target), since that exists; give another path")
  }
}
