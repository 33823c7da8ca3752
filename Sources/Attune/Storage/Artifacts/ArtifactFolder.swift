/// Files of trials in a folder, one folder for each study and trial in it.
///
/// Each file is also available under its identifier, through a symbolic link in the folder itself, where
/// `FileSystemArtifactStore` of Python Optuna and `optuna-dashboard --artifact-dir` find it.
public struct ArtifactFolder: ArtifactStore, Hashable {
  /// The path of the folder, which is created if it does not exist; its parent must exist.
  public let path: String

  /// Creates the store of a folder.
  public init(path: String) {
    let end = path.utf8.lastIndex { $0 != UInt8(ascii: "/") }
    self.path = end.map { String(path[...$0]) } ?? path
  }

  /// The folder beside a file that holds studies: its name with `.artifacts` appended.
  package init(beside file: String) {
    self.init(path: "\(file).artifacts")
  }

  /// Saves a file atomically, replacing an earlier one.
  public func write(_ bytes: [UInt8], as key: ArtifactKey) throws(StorageError) {
    let folder = TrialFolder(in: path, key)
    try folder.write(bytes, to: key.name)
    try folder.link(key)
  }

  /// Returns the content of a file, also of one that a Python program has saved; nil if there is none.
  public func read(_ key: ArtifactKey) throws(StorageError) -> [UInt8]? {
    let folder = TrialFolder(in: path, key)
    if let bytes = try folder.read(key.name) { return bytes }
    return folder.isLinked(key) ? nil : try folder.readFile(of: key)
  }

  /// Returns the path of a file, whose folder is created.
  public func path(of key: ArtifactKey) throws(StorageError) -> String? {
    let folder = TrialFolder(in: path, key)
    try folder.create()
    try folder.link(key)
    return folder.path(of: key.name)
  }

  /// Creates an empty file, replacing an existing one.
  ///
  /// - Returns: The file descriptor, which the caller must close.
  func createEmpty(_ key: ArtifactKey) throws(StorageError) -> Int32 {
    try TrialFolder(in: path, key).createEmpty(key.name)
  }

  /// Removes a file, and its link.
  public func remove(_ key: ArtifactKey) throws(StorageError) {
    try TrialFolder(in: path, key).remove(key)
  }

  /// Checks that trials of the study can save a file.
  public func prepare(for key: ArtifactKey) throws(StorageError) {
    try TrialFolder(in: path, key).prepare(for: key.name)
  }
}

extension ArtifactStore where Self == ArtifactFolder {
  /// A folder, which is created if it does not exist.
  public static func folder(_ path: String) -> ArtifactFolder { ArtifactFolder(path: path) }
}
