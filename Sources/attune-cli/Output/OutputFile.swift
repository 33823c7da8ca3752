import Attune

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// A file that a command replaces atomically.
enum OutputFile {
  /// The option for the path of the output file.
  static let option = Option.value(
    "output", letter: "o", value: "PATH", "Write this file, replacing an existing one.",
    default: "standard output", isFile: true)

  /// Writes a text to a file, replacing an existing file unless it is a journal.
  ///
  /// The file is replaced atomically: if writing fails, for example on a full disk, the existing
  /// file is unchanged. Its permissions are kept, and a symbolic link is followed. Pipes and
  /// devices are written to directly, and so is a file in a folder that is not writable.
  static func write(_ text: String, to path: String) throws(CommandError) {
    // A mistyped path must not destroy a study.
    guard !JournalStorage.isJournal(path) else {
      throw CommandError("the file \(path) is a journal and is not overwritten; give another path")
    }
    let bytes = Array(text.utf8)
    do throws(SystemError) {
      guard let target = target(path) else { return try writeInPlace(bytes, path) }
      guard access(target, F_OK) != 0 || access(target, W_OK) == 0 else { throw SystemError.last() }
      do throws(SystemError) {
        try replace(target, by: bytes)
      } catch  where [EACCES, EPERM, EROFS, EBUSY].contains(error.code) {
        try writeInPlace(bytes, path)
      }
    } catch {
      throw CommandError("the file \(path) cannot be written: \(error)")
    }
  }

  /// The path of the file to replace, with links resolved; nil if the path must be written in
  /// place.
  private static func target(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      // A dangling symbolic link.
      return lstat(path, &status) == 0 ? nil : path
    }
    // These name files that another process may have open.
    let isOpen = ["/dev/", "/proc/"].contains { path.hasPrefix($0) }
    guard status.st_mode & S_IFMT == S_IFREG, !isOpen, let resolved = realpath(path, nil) else {
      return nil
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func writeInPlace(_ bytes: [UInt8], _ path: String) throws(SystemError) {
    if let output = openOutput(path) { return try output.write(bytes) }
    try FileHandle(creating: path).write(bytes)
  }

  /// Standard output, if a path names it: its file must not be truncated.
  private static func openOutput(_ path: String) -> FileHandle? {
    var named = stat()
    var output = stat()
    guard stat(path, &named) == 0, fstat(STDOUT_FILENO, &output) == 0,
      named.st_dev == output.st_dev, named.st_ino == output.st_ino
    else { return nil }
    let copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
    return copy < 0 ? nil : FileHandle(copy)
  }

  /// Writes a temporary file next to the target, and renames it to the target.
  private static func replace(_ target: String, by bytes: [UInt8]) throws(SystemError) {
    var existing = stat()
    let exists = stat(target, &existing) == 0
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    let draft = folder + ".attune-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
    // Other users must not read the contents before the permissions are set.
    let file = try FileHandle(creatingNew: draft, mode: exists ? 0o600 : 0o666)
    do throws(SystemError) {
      if exists { try file.copyAttributes(of: existing) }
      try file.write(bytes)
      try file.synchronize()
      guard rename(draft, target) == 0 else { throw SystemError.last() }
    } catch {
      unlink(draft)
      throw error
    }
  }
}

extension Console {
  /// Writes a text to a file, or to standard output if the path is nil.
  func write(_ text: String, toFile path: String?) throws(CommandError) {
    if let path { try OutputFile.write(text, to: path) } else { try write(data: text) }
  }

  /// Writes data for programs unchanged; on a terminal, with control characters escaped.
  func write(data: String) throws(CommandError) {
    guard isTerminal else { return try write(data) }
    let lines = data.split(separator: "\r\n", omittingEmptySubsequences: false)
      .flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    try write(lines.map { String($0).printable }.joined(separator: "\n"))
  }

  /// Writes a document for programs to a file, or to standard output if the path is nil.
  ///
  /// - Throws: `UsageError` if the path is nil and standard output is a terminal.
  func write(document: String, toFile path: String?) throws {
    guard path != nil || !isTerminal else {
      throw UsageError("the output is a terminal; give a file with --output PATH")
    }
    try write(document, toFile: path)
  }
}
