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

/// A file that a command writes as a whole.
enum OutputFile {
  /// The option by which commands are told to write to a file.
  static let option = Option.value(
    "output", letter: "o", value: "PATH", "The file to write, in place of one that is there.",
    standard: "the output", isFile: true)

  /// Writes a text to a file, in place of one that is there, unless that is a journal.
  ///
  /// The file is replaced as a whole: when that fails, as on a full disk, the earlier one is still there.
  /// Its permissions stay; where it is a symbolic link, the file that it leads to is replaced. What is no
  /// file, as a pipe or a device, is written to, and so is a file whose folder takes no other one.
  static func write(_ text: String, to path: String) throws(CommandError) {
    guard !isJournal(path) else {
      throw CommandError("the file \(path) is a journal and is not written over; name another one")
    }
    let bytes = Array(text.utf8)
    do throws(SystemError) {
      guard let target = target(path) else { return try writeInPlace(bytes, path) }
      guard access(target, F_OK) != 0 || access(target, W_OK) == 0 else { throw SystemError() }
      do throws(SystemError) {
        try replace(target, by: bytes)
      } catch  where [EACCES, EPERM, EROFS, EBUSY].contains(error.code) {
        try writeInPlace(bytes, path)
      }
    } catch {
      throw CommandError("the file \(path) cannot be written: \(error)")
    }
  }

  /// The path of the file to be replaced, which is no link; nil when there is something else, to be
  /// written to as it is.
  private static func target(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      // A link that leads to no file yet.
      return lstat(path, &status) == 0 ? nil : path
    }
    // These name open files; another process goes on with them.
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

  /// The output of this process, when a path leads to it: its file is neither emptied nor begun anew.
  private static func openOutput(_ path: String) -> FileHandle? {
    var named = stat()
    var output = stat()
    guard stat(path, &named) == 0, fstat(STDOUT_FILENO, &output) == 0,
      named.st_dev == output.st_dev, named.st_ino == output.st_ino
    else { return nil }
    let copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
    return copy < 0 ? nil : FileHandle(copy)
  }

  /// Writes a new file beside the target, and gives it the target's name when it is complete.
  private static func replace(_ target: String, by bytes: [UInt8]) throws(SystemError) {
    var earlier = stat()
    let isThere = stat(target, &earlier) == 0
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    let draft = folder + ".attune-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
    // What is in the file is not shown to others before its permissions are known.
    let file = try FileHandle(creatingNew: draft, mode: isThere ? 0o600 : 0o666)
    do throws(SystemError) {
      if isThere { try file.adopt(earlier) }
      try file.write(bytes)
      try file.synchronize()
      guard rename(draft, target) == 0 else { throw SystemError() }
    } catch {
      unlink(draft)
      throw error
    }
  }

  /// Whether a file begins as journals do; a slip of the hand must not cost a study.
  private static func isJournal(_ path: String) -> Bool {
    var status = stat()
    // Looking into a pipe would take away what is in it.
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let file = fopen(path, "r")
    else { return false }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    let line = String(decoding: bytes[..<count], as: UTF8.self).prefix { !$0.isNewline }
    return line.hasPrefix("{") && line.contains("\"op_code\"")
  }
}

extension Console {
  /// Writes a text to a file, or to the output when none is named.
  func write(_ text: String, toFile path: String?) throws(CommandError) {
    if let path { try OutputFile.write(text, to: path) } else { try write(data: text) }
  }

  /// Writes lines for programs as they are; on a terminal, which would obey them, with control
  /// characters shown harmlessly.
  func write(data: String) throws(CommandError) {
    guard isTerminal else { return try write(data) }
    let lines = data.split(separator: "\r\n", omittingEmptySubsequences: false)
      .flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    try write(lines.map { String($0).printable }.joined(separator: "\n"))
  }

  /// Writes a document that is for programs, not for people, to a file, or to the output when none is
  /// named and the output is no terminal.
  func write(document: String, toFile path: String?) throws {
    guard path != nil || !isTerminal else {
      throw UsageError("the output is a terminal; name a file by --output PATH")
    }
    try write(document, toFile: path)
  }
}
