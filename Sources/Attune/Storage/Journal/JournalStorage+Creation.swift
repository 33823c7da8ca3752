extension JournalStorage {
  /// Creates a new journal, which appears at its path only when it is complete and has reached the disk.
  ///
  /// - Parameters:
  ///   - target: The path of the new file, which must not exist yet.
  ///   - role: The role of the new file, for messages.
  ///   - write: Writes the contents of the new file.
  /// - Throws: ``StorageError`` when the new file exists or cannot be written. No partial file is left
  ///   behind.
  func create(
    _ target: String, as role: String,
    _ write: (borrowing FileDescriptor) throws(SystemError) -> Void
  ) throws(StorageError) {
    guard !FileDescriptor.exists(target) else { throw Self.exists(target, role) }
    // Use a short name: the name of the target may already have the maximum length.
    let folder = Self.folder(of: target)
    let temporary = "\(folder)/.\(UUID.random()).tmp"
    defer { FileDescriptor.remove(temporary) }
    do throws(SystemError) {
      let file = try FileDescriptor(creating: temporary)
      try write(file)
      try file.synchronize()
      try FileDescriptor.createHardLink(at: target, to: temporary)
      try FileDescriptor(reading: folder).synchronize()
    } catch {
      // Another process may have created the file in the meantime.
      if error.isExisting { throw Self.exists(target, role, error) }
      throw StorageError(
        .unwritable,
        "the \(role) \(target) cannot be written: \(error.description); \(path) is unchanged",
        underlyingError: error)
    }
  }

  private static func exists(
    _ target: String, _ role: String, _ error: SystemError? = nil
  ) -> StorageError {
    StorageError(
      .unwritable,
      "the \(role) cannot be written to \(target), because it already exists; choose another path",
      underlyingError: error)
  }
}
