#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Folders with all that they contain. Symbolic links are not followed.
extension FileDescriptor {
  /// Writes the files of a folder in this one to the disk.
  func synchronizeTree(_ name: String) throws(SystemError) {
    let folder = try FileDescriptor(folder: name, in: self)
    for entry in try folder.entries() {
      switch folder.kind(of: entry) {
      case S_IFDIR: try folder.synchronizeTree(entry)
      case S_IFREG: try FileDescriptor(reading: entry, in: folder).synchronize()
      default: break
      }
    }
    try folder.synchronize()
  }

  /// Removes a folder from this one, if it exists.
  func removeTree(_ name: String) throws(SystemError) {
    guard kind(of: name) == S_IFDIR else { return try removeEntry(name) }
    let folder = try FileDescriptor(folder: name, in: self)
    for entry in try folder.entries() { try folder.removeTree(entry) }
    guard unlinkat(raw, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
      throw SystemError.last()
    }
  }

  /// The type of a file in this folder; nil if there is none.
  private func kind(of name: String) -> mode_t? {
    var status = stat()
    return fstatat(raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// The names in this folder.
  private func entries() throws(SystemError) -> [String] {
    // The stream closes its descriptor.
    let copy = try FileDescriptor(folder: ".", in: self).release()
    guard let stream = fdopendir(copy) else {
      let error = SystemError.last()
      close(copy)
      throw error
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
