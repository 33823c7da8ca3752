/// A place for the files that trials save.
///
/// The files of a study in a journal are in a folder beside it. A study in a database or in memory needs a
/// store: ``folder(_:)``, ``inMemory``, or one of your own. All workers of a study should use the same store.
public protocol ArtifactStore: Sendable {
  /// Saves a file atomically, replacing an earlier one: after a crash it is the new file or the earlier one.
  ///
  /// - Throws: ``StorageError`` when it cannot be saved.
  func write(_ bytes: [UInt8], as key: ArtifactKey) throws(StorageError)

  /// Returns the content of a file; nil if there is none.
  ///
  /// - Throws: ``StorageError`` when it cannot be read.
  func read(_ key: ArtifactKey) throws(StorageError) -> [UInt8]?

  /// Returns the path of a file, for tools that read and write files themselves; nil if the store has no
  /// paths.
  ///
  /// The folder of the file is created; the file need not exist.
  ///
  /// - Throws: ``StorageError`` when the folder cannot be created.
  func path(of key: ArtifactKey) throws(StorageError) -> String?

  /// Checks that trials of a study can save a file, before any trial starts.
  ///
  /// By default it does nothing.
  ///
  /// - Throws: ``StorageError`` when they cannot.
  func prepare(for key: ArtifactKey) throws(StorageError)

  /// Removes a file; no effect if there is none.
  ///
  /// By default it does nothing: files that are no longer needed are then kept.
  ///
  /// - Throws: ``StorageError`` when the file cannot be removed.
  func remove(_ key: ArtifactKey) throws(StorageError)
}

extension ArtifactStore {
  /// Does nothing.
  public func prepare(for key: ArtifactKey) throws(StorageError) {}

  /// Does nothing.
  public func remove(_ key: ArtifactKey) throws(StorageError) {}
}

/// The identity of a file of a trial.
public struct ArtifactKey: Sendable, Hashable {
  /// The id of the study in its storage.
  public let studyID: Int
  /// The name of the study.
  public let studyName: String
  /// The number of the trial.
  public let trialNumber: Int
  /// The name of the file within the trial.
  public let name: String

  /// The identifier under which the file is recorded with its trial, as Optuna records artifacts.
  public let id: String

  /// Creates a key.
  ///
  /// - Parameters:
  ///   - studyID: The id of the study in its storage.
  ///   - studyName: The name of the study.
  ///   - trialNumber: The number of the trial.
  ///   - name: The name of the file within the trial.
  ///   - id: The identifier; if nil, it is derived from the other properties, so that replacing a file keeps
  ///     it.
  public init(studyID: Int, studyName: String, trialNumber: Int, name: String, id: String? = nil) {
    self.studyID = studyID
    self.studyName = studyName
    self.trialNumber = trialNumber
    self.name = name
    self.id = id ?? UUID.named("\(studyID)\0\(studyName)\0\(trialNumber)\0\(name)")
  }
}
