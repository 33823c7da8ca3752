extension JournalStorage {
  /// Writes some of the studies to a new journal with one record for each trial.
  ///
  /// Studies and trials get new ids in the order in which they were created. To keep all studies and
  /// their ids, use ``compact(to:)``.
  ///
  /// - Parameters:
  ///   - names: The names of the studies to copy, and their names in the new journal.
  ///   - target: The path of the new file, which must not exist yet.
  /// - Throws: ``StorageError`` when this file cannot be read or a study does not exist, two studies
  ///   get the same name, or the new file exists or cannot be written. No partial file is left behind.
  /// - Complexity: O(*n*) in time and memory for *n* records.
  public func copyStudies(_ names: [String: String], to target: String) throws(StorageError) {
    try copyStudies(
      Dictionary(uniqueKeysWithValues: names.map { (Name($0.key), Name($0.value)) }), to: target)
  }

  /// Writes some of the studies to a new journal; names may be canonically equivalent.
  package func copyStudies(_ names: [Name: Name], to target: String) throws(StorageError) {
    let state = try replay()
    for name in names.keys.sorted() where state.study(named: name.text) == nil {
      throw StorageError(.unreadable, "the journal \(path) holds no study \"\(name)\"")
    }
    guard Set(names.values).count == names.count else {
      throw StorageError(.unwritable, "two studies in one journal cannot have the same name")
    }
    let copy = state.copy(of: names)
    try create(target, as: "copy") { file throws(SystemError) in
      try Self.write(copy, to: file)
    }
  }
}

extension LogState {
  /// Returns a state with some of the studies, with new names and ids.
  fileprivate func copy(of names: [Name: Name]) -> LogState {
    var copy = LogState()
    var ids: [Int: Int] = [:]
    for study in studies where isLive(study.id) {
      guard let name = names[Name(study.name)] else { continue }
      let id = copy.studies.count
      ids[study.id] = id
      copy.apply(.createStudy(name: name.text, directions: study.directions))
      for (key, value) in study.userAttributes {
        copy.apply(.setStudyUserAttribute(study: id, key: key, value: value))
      }
      for (key, value) in study.systemAttributes {
        copy.apply(.setStudySystemAttribute(study: id, key: key, value: value))
      }
    }
    for (study, number) in trials {
      guard let id = ids[study] else { continue }
      copy.apply(.createTrial(study: id, TrialTemplate(studies[study].history[number])))
    }
    return copy
  }
}
