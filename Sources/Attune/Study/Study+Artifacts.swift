extension Study {
  /// Makes sure that trials can keep a file, so that none begins and then cannot.
  ///
  /// - Throws: ``TrialError`` when the study is not kept in a file; ``StorageError`` that says what is in
  ///   the way.
  package func prepareArtifacts(for name: String) throws {
    guard let location = replica.storage.location else {
      throw TrialError(
        "the study \"\(self.name)\" is not kept in a journal, so files have no place")
    }
    try ArtifactFolder(beside: location, study: id, name: self.name, trial: 0).prepare(for: name)
  }
}
