#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Access to the entries of an open folder by name, without following symbolic links.
///
/// A path is resolved again by each system call, and another process may replace one of its components
/// by a link in between. An open folder remains the folder that was checked.
extension FileDescriptor {
  /// Opens the folder at a path, following symbolic links.
  init(folder path: String) throws(SystemError) {
    try self.init(path, O_RDONLY | O_DIRECTORY)
  }

  /// Opens a folder in a folder.
  init(folder name: String, in parent: borrowing FileDescriptor) throws(SystemError) {
    try self.init(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, in: parent.raw)
  }

  /// Opens a file in a folder for reading.
  init(reading name: String, in folder: borrowing FileDescriptor) throws(SystemError) {
    try self.init(name, O_RDONLY | O_NOFOLLOW, in: folder.raw)
  }

  /// Creates a file, which must not exist yet, in a folder.
  init(creating name: String, in folder: borrowing FileDescriptor) throws(SystemError) {
    try self.init(name, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW, in: folder.raw)
  }

  /// Creates a folder in this one, not writable by all users.
  ///
  /// - Returns: Whether the folder was created; false if the name already exists.
  func createFolder(_ name: String) throws(SystemError) -> Bool {
    if mkdirat(raw, name, 0o775) == 0 { return true }
    guard errno == EEXIST else { throw SystemError.last() }
    return false
  }

  /// Creates a symbolic link in this folder, unless the name already exists.
  func createLink(_ name: String, to target: String) throws(SystemError) {
    guard symlinkat(target, raw, name) == 0 || errno == EEXIST else { throw SystemError.last() }
  }

  /// Removes a file from this folder, if it exists.
  func removeEntry(_ name: String) throws(SystemError) {
    guard unlinkat(raw, name, 0) == 0 || errno == ENOENT else { throw SystemError.last() }
  }

  /// Renames a file in this folder, replacing an existing file with the new name.
  func renameEntry(_ name: String, to other: String) throws(SystemError) {
    guard renameat(raw, name, raw, other) == 0 else { throw SystemError.last() }
  }

  /// Returns whether an entry of this folder is a symbolic link.
  func isLink(_ name: String) -> Bool {
    var status = stat()
    return fstatat(raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether the open file is a regular file.
  var isRegular: Bool {
    get throws(SystemError) {
      var status = stat()
      guard fstat(raw, &status) == 0 else { throw SystemError.last() }
      return status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// Returns the owner of a folder inside this one if that user is not trusted, and nil otherwise.
  ///
  /// An untrusted user could create files that this process, or the programs it starts, would use as
  /// their own. The trusted owners are the user of this process, the superuser, and the owner of the
  /// parent folder, who could replace the folder anyway. If the parent folder is writable by its group
  /// and not by all users, every member of the group could replace the folder, so all owners are
  /// trusted.
  func foreignOwner(of folder: borrowing FileDescriptor) throws(SystemError) -> UInt32? {
    var outer = stat()
    var inner = stat()
    guard fstat(raw, &outer) == 0, fstat(folder.raw, &inner) == 0 else { throw SystemError.last() }
    if [geteuid(), 0, outer.st_uid].contains(inner.st_uid) { return nil }
    let isShared = outer.st_mode & (S_IWGRP | S_IWOTH | S_ISVTX) == S_IWGRP
    return isShared ? nil : UInt32(inner.st_uid)
  }
}
