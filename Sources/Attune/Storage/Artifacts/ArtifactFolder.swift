#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The files that belong to a trial, in a folder beside the journal.
///
/// A file appears under its name as a whole or not at all, whenever the process is killed. Folders and
/// files are opened one below the other, never through symbolic links, and folders of other users are
/// refused: where the journal is in a folder that all users may write to, anybody could plant them.
struct ArtifactFolder {
  /// The path of the folder, which need not exist.
  let path: String

  /// The folder that the journal is in.
  private let base: String
  /// The names of the folders, one in the other.
  private let levels: [String]

  /// How many bytes the name of a study's folder takes at most; some file systems allow 143.
  private static let nameLimit = 64
  /// How many bytes a name and a path take at most on the usual systems.
  private static let systemNameLimit = 255
  private static let systemPathLimit = 1024 * 4

  /// - Parameters:
  ///   - location: The path of the journal.
  ///   - study: The study's number within the journal, which tells it from a deleted one of its name.
  init(beside location: String, study: Int, name: String, trial: Int) {
    base = JournalStorage.folder(of: location)
    let file = location.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      String(location[location.utf8.index(after: $0)...])
    }
    let root = "\(file ?? location).artifacts"
    let study = Self.studyFolder(study, name, in: "\(location).artifacts")
    levels = [root, study, "\(trial)"]
    path = "\(location).artifacts/\(study)/\(trial)"
  }

  /// Whether a file can have a name: one that leads nowhere else, and is no draft.
  static func isValid(name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".")
      && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
  }

  /// The path of a file.
  func path(of name: String) -> String { "\(path)/\(name)" }

  /// Creates the folder where it is missing.
  func create() throws(StorageError) {
    _ = try open(levels[...], creating: true)
  }

  /// Makes sure that trials of the study can keep a file, before one begins.
  func prepare(for name: String) throws(StorageError) {
    // Behind the largest number of a trial, a file can have a name of some length.
    guard path(of: name).utf8.count + 20 < Self.systemPathLimit else {
      throw failure("\(path(of: name)) cannot be created", .init(code: ENAMETOOLONG))
    }
    guard let folder = try open(levels.dropLast(), creating: true) else { return }
    let draft = ".\(UUID.random())"
    do throws(FileDescriptor.Failure) {
      _ = try FileDescriptor(creating: draft, in: folder)
      try folder.removeEntry(draft)
    } catch {
      throw failure("the folder \(path(levels.dropLast())) cannot be written to", error)
    }
  }

  /// Creates an empty file, in place of an earlier one of its name; returns its descriptor, which the
  /// caller has to close.
  func createEmpty(_ name: String) throws(StorageError) -> Int32 {
    guard let folder = try open(levels[...], creating: true) else { return -1 }
    do throws(FileDescriptor.Failure) {
      // Not emptied: a link to a file elsewhere, symbolic or not, would have that emptied.
      try folder.removeEntry(name)
      return try FileDescriptor(creating: name, in: folder).release()
    } catch {
      throw failure("\(path(of: name)) cannot be written", error)
    }
  }

  /// Puts a file in place of an earlier one of its name.
  func write(_ bytes: [UInt8], to name: String) throws(StorageError) {
    guard let folder = try open(levels[...], creating: true) else { return }
    let draft = ".\(UUID.random())"
    do throws(FileDescriptor.Failure) {
      do throws(FileDescriptor.Failure) {
        let file = try FileDescriptor(creating: draft, in: folder)
        try file.append(bytes)
        try file.synchronize()
        try folder.renameEntry(draft, to: name)
      } catch {
        try? folder.removeEntry(draft)
        throw error
      }
      try folder.synchronize()
    } catch {
      throw failure("\(path(of: name)) cannot be written", error)
    }
  }

  /// The bytes of a file; nil when there is none of that name.
  func read(_ name: String) throws(StorageError) -> [UInt8]? {
    guard let folder = try open(levels[...], creating: false) else { return nil }
    let path = path(of: name)
    do throws(FileDescriptor.Failure) {
      let file = try FileDescriptor(reading: name, in: folder)
      guard try file.isRegular else {
        throw FileDescriptor.Failure(code: EISDIR)
      }
      return try file.read(0..<file.status().size)
    } catch  where error.isMissing {
      return nil
    } catch {
      guard !folder.isLink(name) else { throw Self.link(path, .unreadable) }
      throw StorageError(.unreadable, "\(path) cannot be read: \(error.description)")
    }
  }

  // MARK: Folders

  /// Opens the last of some folders, one in the other; returns nil when one is missing and none is to
  /// be created.
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
    do throws(FileDescriptor.Failure) {
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
    do throws(FileDescriptor.Failure) {
      let isNew = creating ? try parent.createFolder(name) : false
      let folder = try FileDescriptor(folder: name, in: parent)
      // A new folder is there for good only when the one around it is.
      if isNew { try parent.synchronize() }
      guard let foreignOwner = try parent.foreignOwner(of: folder) else { return folder }
      owner = foreignOwner
    } catch {
      if parent.isLink(name) { throw Self.link(path, creating ? .unwritable : .unreadable) }
      if error.isMissing, !creating { return nil }
      throw failure("the folder \(path) cannot be \(creating ? "created" : "opened")", error)
    }
    throw Self.foreign(path, owner, creating ? .unwritable : .unreadable)
  }

  private func path(_ levels: ArraySlice<String>) -> String {
    let path = levels.joined(separator: "/")
    return base == "." ? path : base + path
  }

  private func failure(_ what: String, _ error: FileDescriptor.Failure) -> StorageError {
    let advice = error.advice.map { "; \($0)" } ?? ""
    return StorageError(.unwritable, "\(what): \(error.description)\(advice)")
  }

  private static func link(_ path: String, _ code: StorageError.Code) -> StorageError {
    StorageError(
      code,
      "\(path) is a symbolic link, and files of trials are not kept behind links; remove it, or move "
        + "the journal to where its files are to be")
  }

  private static func foreign(
    _ path: String, _ owner: UInt32, _ code: StorageError.Code
  ) -> StorageError {
    StorageError(
      code,
      "the folder \(path) belongs to another user (number \(owner)), who could plant files in it; "
        + "remove it, or keep the journal in a folder of your own")
  }

  /// The name of the folder of a study, which every file system takes.
  ///
  /// Names that are too long are replaced by their digest. Earlier versions kept them up to the limit of
  /// the system; such a folder is used where there is one.
  private static func studyFolder(_ number: Int, _ name: String, in root: String) -> String {
    let readable = "\(number)-\(escaped(name))"
    if readable.utf8.count <= nameLimit { return readable }
    if readable.utf8.count <= systemNameLimit, FileDescriptor.exists("\(root)/\(readable)") {
      return readable
    }
    let digest = SHA256.digest(of: Array(name.utf8)).prefix(16)
    return "\(number)-" + digest.map(hexadecimal).joined().lowercased()
  }

  /// A name with what is no letter, digit, hyphen or underscore spelled as its bytes, as in an address
  /// of the web.
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
