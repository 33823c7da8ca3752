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
/// A file appears under its name as a whole or not at all, whenever the process dies.
struct ArtifactFolder {
  /// The path of the folder, which need not exist.
  let path: String

  private let levels: [String]

  /// - Parameters:
  ///   - location: The path of the journal.
  ///   - study: The study's number within the journal, which tells it from a deleted one of its name.
  init(beside location: String, study: Int, name: String, trial: Int) {
    levels = ["\(location).artifacts", "\(study)-\(Self.escaped(name))", "\(trial)"]
    path = levels.joined(separator: "/")
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
    do throws(FileDescriptor.Failure) {
      var path = ""
      for level in levels {
        let parent = path.isEmpty ? Self.folder(of: level) : path
        path = path.isEmpty ? level : "\(path)/\(level)"
        if mkdir(path, 0o777) == 0 {
          try FileDescriptor(reading: parent).synchronize()
        } else if errno != EEXIST {
          throw FileDescriptor.Failure.last()
        }
      }
    } catch {
      throw failure("the folder \(path) cannot be created", error)
    }
  }

  /// Puts a file in place of an earlier one of its name.
  func write(_ bytes: [UInt8], to name: String) throws(StorageError) {
    let destination = path(of: name)
    try create()
    let draft = "\(path)/.\(UUID.random())"
    do throws(FileDescriptor.Failure) {
      do throws(FileDescriptor.Failure) {
        let file = try FileDescriptor(creating: draft)
        try file.append(bytes)
        try file.synchronize()
        guard rename(draft, destination) == 0 else { throw FileDescriptor.Failure.last() }
      } catch {
        unlink(draft)
        throw error
      }
      try FileDescriptor(reading: path).synchronize()
    } catch {
      throw failure("\(destination) cannot be written", error)
    }
  }

  /// The bytes of a file; nil when there is none of that name.
  func read(_ name: String) throws(StorageError) -> [UInt8]? {
    let path = path(of: name)
    do throws(FileDescriptor.Failure) {
      let file = try FileDescriptor(reading: path)
      return try file.read(0..<file.status().size)
    } catch  where error.isMissing {
      return nil
    } catch {
      throw StorageError(.unreadable, "\(path) cannot be read: \(error.description)")
    }
  }

  private func failure(_ what: String, _ error: FileDescriptor.Failure) -> StorageError {
    StorageError(.unwritable, "\(what): \(error.description)")
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// A name that every file system takes: what is no letter, digit, hyphen or underscore is spelled as
  /// its bytes, as in an address of the web.
  private static func escaped(_ name: String) -> String {
    name.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
