#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The artifacts of a trial: files in a folder.
///
/// Files are written atomically: if the process is killed, a file is complete or does not exist.
///
/// If the artifacts are in a folder that all users may write to, another user could create symbolic links
/// or folders at the paths used here. Therefore each folder is opened relative to its parent, symbolic
/// links are never followed, and folders owned by other users are refused.
struct TrialFolder {
  /// The path of the folder, which need not exist.
  let path: String

  /// The folder that contains the outermost folder.
  private let base: String
  /// The names of the nested folders, outermost first.
  private let levels: [String]

  /// The maximum length in bytes of the name of a study's folder; some file systems allow only 143.
  private static let nameLimit = 64
  /// The maximum length in bytes of a name and of a path on common systems.
  private static let systemNameLimit = 255
  private static let systemPathLimit = 1024 * 4

  /// - Parameters:
  ///   - root: The path of the folder of all studies. Its parent must exist.
  ///   - key: The study and the trial. The study's id distinguishes it from deleted studies with the same
  ///     name.
  init(in root: String, _ key: ArtifactKey) {
    base = JournalStorage.folder(of: root)
    let name = root.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      String(root[root.utf8.index(after: $0)...])
    }
    let study = Self.studyFolder(key.studyID, key.studyName, in: root)
    levels = [name ?? root, study, "\(key.trialNumber)"]
    path = "\(root)/\(study)/\(key.trialNumber)"
  }

  /// Returns whether a name is valid for a file: not a path, and not a hidden or temporary file.
  static func isValid(name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".")
      && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
  }

  /// Returns the path of a file.
  func path(of name: String) -> String { "\(path)/\(name)" }

  /// Creates the folder if it does not exist.
  func create() throws(StorageError) {
    _ = try open(levels[...], creating: true)
  }

  /// Makes a file available under its identifier in the outermost folder, where Python programs read it.
  ///
  /// A symbolic link, since a file is replaced as a whole; this library never follows it.
  func link(_ key: ArtifactKey) throws(StorageError) {
    guard let root = try open(levels.prefix(1), creating: true) else { return }
    let target = levels.dropFirst().joined(separator: "/") + "/" + key.name
    do throws(SystemError) {
      try root.createLink(key.id, to: target)
    } catch {
      throw failure("the link \(path(levels.prefix(1)))/\(key.id) cannot be created", error)
    }
  }

  /// Returns whether the identifier of a file is a link, as this library creates it.
  func isLinked(_ key: ArtifactKey) -> Bool {
    guard let root = try? open(levels.prefix(1), creating: false) else { return false }
    return root.isLink(key.id)
  }

  /// Returns the bytes of a file that another program has saved under its identifier, or nil if it does
  /// not exist.
  func readFile(of key: ArtifactKey) throws(StorageError) -> [UInt8]? {
    guard let root = try open(levels.prefix(1), creating: false) else { return nil }
    return try read(key.id, in: root, "\(path(levels.prefix(1)))/\(key.id)")
  }

  /// Checks that trials of the study can store a file, before any trial starts.
  func prepare(for name: String) throws(StorageError) {
    // Later trials have larger numbers, up to 20 digits.
    guard path(of: name).utf8.count + 20 < Self.systemPathLimit else {
      throw failure("\(path(of: name)) cannot be created", .init(code: ENAMETOOLONG))
    }
    guard let folder = try open(levels.dropLast(), creating: true) else { return }
    let temporary = ".\(UUID.random())"
    do throws(SystemError) {
      _ = try FileDescriptor(creating: temporary, in: folder)
      try folder.removeEntry(temporary)
    } catch {
      throw failure("the folder \(path(levels.dropLast())) cannot be written to", error)
    }
  }

  /// Creates an empty file, replacing an existing one.
  ///
  /// - Returns: The file descriptor, which the caller must close.
  func createEmpty(_ name: String) throws(StorageError) -> Int32 {
    guard let folder = try open(levels[...], creating: true) else { return -1 }
    do throws(SystemError) {
      // Do not truncate an existing file: it could be a hard or symbolic link to another file.
      try folder.removeEntry(name)
      return try FileDescriptor(creating: name, in: folder).release()
    } catch {
      throw failure("\(path(of: name)) cannot be written", error)
    }
  }

  /// Writes a file atomically, replacing an existing one.
  func write(_ bytes: [UInt8], to name: String) throws(StorageError) {
    guard let folder = try open(levels[...], creating: true) else { return }
    let temporary = ".\(UUID.random())"
    do throws(SystemError) {
      do throws(SystemError) {
        let file = try FileDescriptor(creating: temporary, in: folder)
        try file.append(bytes)
        try file.synchronize()
        try folder.renameEntry(temporary, to: name)
      } catch {
        try? folder.removeEntry(temporary)
        throw error
      }
      try folder.synchronize()
    } catch {
      throw failure("\(path(of: name)) cannot be written", error)
    }
  }

  /// Returns the bytes of a file, or nil if it does not exist.
  func read(_ name: String) throws(StorageError) -> [UInt8]? {
    guard let folder = try open(levels[...], creating: false) else { return nil }
    return try read(name, in: folder, path(of: name))
  }

  private func read(
    _ name: String, in folder: borrowing FileDescriptor, _ path: String
  ) throws(StorageError) -> [UInt8]? {
    do throws(SystemError) {
      let file = try FileDescriptor(reading: name, in: folder)
      guard try file.isRegular else {
        throw SystemError(code: EISDIR)
      }
      return try file.read(0..<file.status().size)
    } catch  where error.isMissing {
      return nil
    } catch {
      guard !folder.isLink(name) else { throw Self.link(path, .unreadable, error) }
      throw StorageError(
        .unreadable, "\(path) cannot be read: \(error.description)", underlyingError: error)
    }
  }

  /// Removes a file and the link to it, if they exist.
  func remove(_ key: ArtifactKey) throws(StorageError) {
    try remove(key.name, from: levels[...])
    // A file that another program has saved under this identifier is kept.
    if isLinked(key) { try remove(key.id, from: levels.prefix(1)) }
  }

  private func remove(_ name: String, from levels: ArraySlice<String>) throws(StorageError) {
    guard let folder = try open(levels, creating: false) else { return }
    do throws(SystemError) {
      try folder.removeEntry(name)
    } catch {
      throw failure("\(path(levels))/\(name) cannot be removed", error)
    }
  }

  // MARK: Nested folders

  /// Creates an empty folder, which must not exist.
  func createFolder(_ name: String) throws(StorageError) {
    guard let folder = try open(levels[...], creating: true) else { return }
    do throws(SystemError) {
      guard try folder.createFolder(name) else { throw SystemError(code: EEXIST) }
      try folder.synchronize()
    } catch {
      throw failure("the folder \(path(of: name)) cannot be created", error)
    }
  }

  /// Writes all files of a folder to the disk.
  func synchronizeFolder(_ name: String) throws(StorageError) {
    guard let folder = try open(levels[...], creating: false) else { return }
    do throws(SystemError) {
      try folder.synchronizeTree(name)
    } catch {
      throw failure("the folder \(path(of: name)) cannot be written to the disk", error)
    }
  }

  /// Removes a folder with all that it contains, if it exists.
  func removeFolder(_ name: String) throws(StorageError) {
    guard let folder = try open(levels[...], creating: false) else { return }
    do throws(SystemError) {
      try folder.removeTree(name)
    } catch {
      throw failure("the folder \(path(of: name)) cannot be removed", error)
    }
  }

  // MARK: Folders

  /// Opens the innermost of nested folders.
  ///
  /// - Returns: The folder, or nil if one of them does not exist and `creating` is false.
  private func open(
    _ levels: ArraySlice<String>, creating: Bool
  ) throws(StorageError) -> FileDescriptor? {
    guard var folder = try openBase(creating: creating) else { return nil }
    for index in levels.indices {
      let path = path(levels[...index])
      guard let next = try open(levels[index], in: folder, path, creating: creating) else {
        return nil
      }
      folder = next
    }
    return folder
  }

  private func openBase(creating: Bool) throws(StorageError) -> FileDescriptor? {
    do throws(SystemError) {
      return try FileDescriptor(folder: base)
    } catch {
      if error.isMissing, !creating { return nil }
      throw failure("the folder \(base) cannot be opened", error)
    }
  }

  private func open(
    _ name: String, in parent: borrowing FileDescriptor, _ path: String, creating: Bool
  ) throws(StorageError) -> FileDescriptor? {
    let owner: UInt32
    do throws(SystemError) {
      let isNew = creating ? try parent.createFolder(name) : false
      let folder = try FileDescriptor(folder: name, in: parent)
      // The entry of a new folder is durable only after its parent is synchronized.
      if isNew { try parent.synchronize() }
      guard let foreignOwner = try parent.foreignOwner(of: folder) else { return folder }
      owner = foreignOwner
    } catch {
      if parent.isLink(name) {
        throw Self.link(path, creating ? .unwritable : .unreadable, error)
      }
      if error.isMissing, !creating { return nil }
      throw failure("the folder \(path) cannot be \(creating ? "created" : "opened")", error)
    }
    throw Self.foreign(path, owner, creating ? .unwritable : .unreadable)
  }

  private func path(_ levels: ArraySlice<String>) -> String {
    let path = levels.joined(separator: "/")
    return base == "." ? path : base + path
  }

  private func failure(_ what: String, _ error: SystemError) -> StorageError {
    let advice = error.advice.map { "; \($0)" } ?? ""
    return StorageError(
      .unwritable, "\(what): \(error.description)\(advice)", underlyingError: error)
  }

  private static func link(
    _ path: String, _ code: StorageError.Code, _ error: SystemError
  ) -> StorageError {
    StorageError(
      code,
      "\(path) is a symbolic link, and artifacts are not stored through symbolic links; remove the "
        + "link, or store the artifacts in another folder",
      underlyingError: error)
  }

  private static func foreign(
    _ path: String, _ owner: UInt32, _ code: StorageError.Code
  ) -> StorageError {
    StorageError(
      code,
      "the folder \(path) belongs to another user (user ID \(owner)), who could replace its files; "
        + "remove it, or store the artifacts in a folder that you own")
  }

  /// Returns the name of a study's folder, valid on every file system.
  ///
  /// A name that is too long is replaced by its digest. Earlier versions used names up to the limit of
  /// the system; if such a folder exists, it is used.
  private static func studyFolder(_ number: Int, _ name: String, in root: String) -> String {
    let readable = "\(number)-\(escaped(name))"
    if readable.utf8.count <= nameLimit { return readable }
    if readable.utf8.count <= systemNameLimit, FileDescriptor.exists("\(root)/\(readable)") {
      return readable
    }
    let digest = SHA256.digest(of: Array(name.utf8)).prefix(16)
    return "\(number)-" + digest.map(hexadecimal).joined().lowercased()
  }

  /// Returns a name in percent encoding: all bytes except ASCII letters, digits, hyphens and
  /// underscores are escaped.
  private static func escaped(_ name: String) -> String {
    name.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default: "%" + hexadecimal(byte)
      }
    }.joined()
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
