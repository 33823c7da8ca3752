/// Folders among the files of a trial.
extension ArtifactFolder {
  /// Creates an empty folder, and removes an existing one.
  ///
  /// - Returns: Its path.
  func createFolder(_ key: ArtifactKey) throws(StorageError) -> String {
    try removeFolder(key)
    let folder = TrialFolder(in: path, key)
    try folder.createFolder(key.name)
    return folder.path(of: key.name)
  }

  /// Writes all files of a folder to the disk.
  func synchronizeFolder(_ key: ArtifactKey) throws(StorageError) {
    try TrialFolder(in: path, key).synchronizeFolder(key.name)
  }

  /// Removes a folder with all that it contains, if it exists.
  func removeFolder(_ key: ArtifactKey) throws(StorageError) {
    try TrialFolder(in: path, key).removeFolder(key.name)
  }
}
