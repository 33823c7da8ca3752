#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The entries of an open folder, by their names in it, never through symbolic links.
///
/// A path is looked up anew at each call, and another process may put a link in the place of any of its
/// parts meanwhile. An open folder stays what it was when it was checked.
extension FileDescriptor {
  /// Opens the folder at a path, which may lead through links.
  init(folder path: String) throws(Failure) {
    try self.init(path, O_RDONLY | O_DIRECTORY)
  }

  /// Opens a folder in a folder.
  init(folder name: String, in parent: borrowing FileDescriptor) throws(Failure) {
    try self.init(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, in: parent.raw)
  }

  /// Opens a file in a folder for reading.
  init(reading name: String, in folder: borrowing FileDescriptor) throws(Failure) {
    try self.init(name, O_RDONLY | O_NOFOLLOW, in: folder.raw)
  }

  /// Creates a file in a folder, which must not exist yet.
  init(creating name: String, in folder: borrowing FileDescriptor) throws(Failure) {
    try self.init(name, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW, in: folder.raw)
  }

  /// Creates a folder in this one, which never all users may write to; returns false when there is
  /// something of that name.
  func createFolder(_ name: String) throws(Failure) -> Bool {
    if mkdirat(raw, name, 0o775) == 0 { return true }
    guard errno == EEXIST else { throw Failure.last() }
    return false
  }

  /// Removes a file from this folder, if there is one of that name.
  func removeEntry(_ name: String) throws(Failure) {
    guard unlinkat(raw, name, 0) == 0 || errno == ENOENT else { throw Failure.last() }
  }

  /// Gives a file in this folder another name, in place of the file that has it.
  func renameEntry(_ name: String, to other: String) throws(Failure) {
    guard renameat(raw, name, raw, other) == 0 else { throw Failure.last() }
  }

  /// Whether there is a symbolic link of a name in this folder.
  func isLink(_ name: String) -> Bool {
    var status = stat()
    return fstatat(raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether the open file is a regular one.
  var isRegular: Bool {
    get throws(Failure) {
      var status = stat()
      guard fstat(raw, &status) == 0 else { throw Failure.last() }
      return status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// The user who owns a folder in this one, if that user could plant files there that this process or
  /// the programs it starts would take for their own; nil when the folder can be trusted.
  ///
  /// Trusted are folders of this process's user, of the system's administrator, and of the owner of the
  /// folder around them, who could replace them anyhow. So could every member of the group, where the
  /// folder around them is shared by a group; a folder open to all users is not such a one.
  func foreignOwner(of folder: borrowing FileDescriptor) throws(Failure) -> UInt32? {
    var outer = stat()
    var inner = stat()
    guard fstat(raw, &outer) == 0, fstat(folder.raw, &inner) == 0 else { throw Failure.last() }
    if [geteuid(), 0, outer.st_uid].contains(inner.st_uid) { return nil }
    let isShared = outer.st_mode & (S_IWGRP | S_IWOTH | S_ISVTX) == S_IWGRP
    return isShared ? nil : UInt32(inner.st_uid)
  }
}
