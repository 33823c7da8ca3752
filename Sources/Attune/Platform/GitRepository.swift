#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The Git repository of a folder, of which only the current revision is read, without starting a program.
struct GitRepository {
  /// The folder of the working tree's state, such as `.git`.
  private let folder: String
  /// The folder of the branches, which the working trees of a repository have in common.
  private let commonFolder: String

  /// The maximum number of symbolic references that lead to a revision.
  private static let referenceLimit = 5
  /// The maximum size of a file in bytes; larger ones are not read.
  private static let sizeLimit = 16 << 20

  /// Finds the repository that a folder lies in; nil if there is none.
  ///
  /// - Parameter path: An absolute path.
  init?(containing path: String) {
    var parent = path[...]
    while true {
      let candidate = "\(parent)/.git"
      if let folder = Self.folder(at: candidate), Self.contents(of: "\(folder)/HEAD") != nil {
        self.folder = folder
        commonFolder =
          Self.contents(of: "\(folder)/commondir").map { Self.resolved($0, in: folder) } ?? folder
        return
      }
      guard let slash = parent.lastIndex(of: "/") else { return nil }
      parent = parent[..<slash]
    }
  }

  /// The revision of the working folder of this process, as hexadecimal digits; nil if the folder does not lie
  /// in a repository, or the repository has no revision yet.
  static func currentRevision() -> String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return GitRepository(containing: String(cString: path))?.revision
  }

  /// The revision that is checked out; nil if there is none yet.
  var revision: String? {
    var reference = Self.contents(of: "\(folder)/HEAD")
    for _ in 0...Self.referenceLimit {
      guard let text = reference else { return nil }
      guard text.hasPrefix("ref: ") else { return Self.isRevision(text) ? text : nil }
      let name = text.dropFirst(5)
      guard name.hasPrefix("refs/"), !name.split(separator: "/").contains("..") else { return nil }
      // A packed reference is older than a file.
      reference =
        Self.contents(of: "\(folder)/\(name)") ?? Self.contents(of: "\(commonFolder)/\(name)")
        ?? packedRevision(of: name)
    }
    return nil
  }

  private func packedRevision(of name: Substring) -> String? {
    guard let packed = Self.contents(of: "\(commonFolder)/packed-refs") else { return nil }
    let ending = " \(name)"
    return packed.utf8.split(separator: UInt8(ascii: "\n")).lazy
      .filter {
        $0.count > ending.utf8.count && $0.suffix(ending.utf8.count).elementsEqual(ending.utf8)
      }
      .first.map { String(Substring($0.dropLast(ending.utf8.count))) }
  }

  /// The folder that a path names: the folder itself, or the one in a file of a linked working tree.
  private static func folder(at path: String) -> String? {
    guard let kind = try? FileKind(of: path) else { return nil }
    if kind == .folder { return path }
    guard let text = contents(of: path), text.hasPrefix("gitdir: ") else { return nil }
    return resolved(String(text.dropFirst(8)), in: String(path.dropLast("/.git".count)))
  }

  private static func resolved(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }

  private static func isRevision(_ text: String) -> Bool {
    [40, 64].contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }

  /// The text of a file without the last line end; nil if it cannot be read.
  ///
  /// Only regular files are read: a pipe could block the program.
  private static func contents(of path: String) -> String? {
    guard (try? FileKind(of: path)) == .regular else { return nil }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(file, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
      if bytes.count > sizeLimit { return nil }
    }
    while let last = bytes.last, [0x0A, 0x0D].contains(last) { bytes.removeLast() }
    return String(validating: bytes, as: UTF8.self)
  }
}
