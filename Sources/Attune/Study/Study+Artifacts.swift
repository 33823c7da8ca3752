extension Study {
  /// Checks that trials can save a file of a name, so that the error comes before the first trial.
  ///
  /// - Throws: ``TrialError`` when the study is not in a journal; ``StorageError`` with the reason
  ///   when a file cannot be created.
  package func prepareArtifacts(for name: String) throws {
    guard let location = replica.storage.location else {
      throw TrialError(
        .noArtifacts,
        "the study \"\(self.name)\" is not in a journal, so its trials cannot save files; give it "
          + "a storage such as .journal(\"study.journal\")")
    }
    try ArtifactFolder(beside: location, study: id, name: self.name, trial: 0).prepare(for: name)
  }
}
