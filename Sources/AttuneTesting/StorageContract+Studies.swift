import Attune
import Synchronization

extension StorageContract {
  /// Creates studies, and lists and finds them through several objects.
  func checkCreation() throws {
    let handles = try makeHandles()
    for storage in handles {
      try require(
        try storage.listStudies().isEmpty && storage.findStudy(named: "study") == nil,
        "a new storage is empty")
      try require(
        !storage.isShared || storage.displayName != nil,
        "a storage that other processes can see has a name for messages")
    }
    let templates = [
      StudyTemplate(
        name: "b", directions: [.maximize, .minimize, .maximize],
        userAttributes: ["note": ["nested": [1, 2.5, nil]], "": "empty"],
        systemAttributes: ["attune:seed": "42"]),
      StudyTemplate(name: "a", directions: [.maximize]),
      StudyTemplate(name: "c", directions: [.minimize], userAttributes: ["note": "c"]),
    ]
    let created = try templates.enumerated().map {
      try makeStudy($1, in: handles[$0 % handles.count])
    }
    for storage in handles {
      try require(
        try storage.listStudies() == created.map(\.study),
        "the studies are listed in the order of their creation, with their names and directions")
      for (study, template) in zip(created, templates) {
        try require(
          try storage.findStudy(named: study.study.name) == study.study,
          "a study is found by its name")
        let snapshot = try read(study.study, in: storage)
        try require(
          snapshot.userAttributes == template.userAttributes
            && snapshot.systemAttributes == template.systemAttributes && snapshot.trials.isEmpty,
          "a new study has the attributes of its template and no trials")
      }
      try require(
        try storage.findStudy(named: "d") == nil && storage.study(named: "d") == nil,
        "no study is found by an unknown name")
    }
    try checkTakenName(created[0], in: handles)
  }

  private func checkTakenName(_ study: StudyFollower, in handles: [any Storage]) throws {
    let before = try read(study.study, in: handles[0])
    for storage in handles {
      let id = try storage.createStudy(
        StudyTemplate(
          name: study.study.name, directions: [.minimize], userAttributes: ["other": true]))
      try require(id == nil, "creating a study returns nil if its name is taken")
      try require(
        try storage.listStudies().count == 3 && storage.listStudies()[0] == study.study,
        "a study whose name is asked for again is unchanged")
      try requireSame(
        try read(study.study, in: storage), before,
        "a study whose name is asked for again is unchanged")
    }
  }

  /// Creates studies whose names differ, but not for every comparison of texts.
  ///
  /// A storage may refuse such a name with an error, but not mistake one for another.
  func checkNames() throws {
    for group in SampleNames.similar {
      let handles = try makeHandles()
      var created: [StudyDescription] = []
      for name in group {
        do {
          created.append(try makeStudy(name, in: handles[0]).study)
        } catch is StorageError {
          // Refused.
        }
      }
      for storage in handles {
        try require(
          try storage.listStudies() == created,
          "names of studies are recorded with exactly their code points, as \(text(of: group))")
        for name in group {
          let known = created.first { $0.name.utf8.elementsEqual(name.utf8) }
          try require(
            try storage.findStudy(named: name) == known
              && storage.study(named: name)?.name.utf8.elementsEqual(name.utf8)
                == known.map { _ in true },
            "a study is found by exactly the code points of its name, as \(text(of: group))")
        }
      }
    }
  }

  /// Reads all studies at once, and continues to follow them.
  func checkReading() throws {
    let handles = try makeHandles()
    var studies = try ["a", "b", "c"].map { try makeStudy($0, in: handles[0]) }
    for index in 0..<6 {
      try studies[index % 3].commit([
        .createTrial(TrialTemplate(startTime: SampleHistory.time(index)))
      ])
    }
    try require(try handles[0].deleteStudy(studies[1].study.id), "an existing study is deleted")
    studies.remove(at: 1)
    for storage in handles {
      for name in [nil, "a", "c"] {
        let expected = studies.filter { name == nil || $0.study.name == name }
        var readers: [Int: (study: StudyDescription, reader: StudyReader, end: StoragePosition)] =
          [:]
        try storage.readStudies(named: name) { study, batch in
          readers[study.id, default: (study, StudyReader(study), .start)].reader.apply(batch)
          readers[study.id]?.end = batch.end
        }
        let found = readers.values.filter { !$0.reader.isDeleted }.sorted {
          $0.study.id < $1.study.id
        }
        try require(
          found.map(\.study) == expected.map(\.study),
          "reading all studies, or one by its name, passes on exactly these")
        for (found, expected) in zip(found, expected) {
          try requireSame(
            found.reader.snapshot, expected.snapshot, "reading studies passes on all their changes")
          // The position at the end is one of the study, as after reading it alone.
          let news = try changes(in: found.study, after: found.end, of: storage)
          try require(
            news.allSatisfy(Self.isRepetition),
            "a study that was read with others has no changes after the end of its last batch")
        }
      }
    }
  }

  /// Deletes a study, once between others and once the newest one, while it is read and written.
  func checkDeletion() throws {
    for index in [1, 2] { try checkDeletion(at: index) }
  }

  private func checkDeletion(at index: Int) throws {
    let handles = try makeHandles()
    var studies = try ["a", "b", "c"].map { try makeStudy($0, in: handles[0]) }
    for index in 0..<9 {
      try studies[index % 3].commit([
        .createTrial(TrialTemplate(startTime: SampleHistory.time(index)))
      ])
    }
    // The newest trial is one of the newest study.
    var deleted = studies.remove(at: index)
    var watcher = StudyFollower(deleted.study, in: handles[1])
    try watcher.refresh()
    let old = deleted.study
    let oldTrials = Set(deleted.ids)
    for unknown in [old.id + 1_000_000, -1] {
      try require(
        try !handles[0].deleteStudy(unknown), "deleting an unknown study returns false")
    }
    try require(try handles[0].deleteStudy(old.id), "deleting a study returns true")
    for storage in handles.reversed() {
      try require(try !storage.deleteStudy(old.id), "deleting a study twice returns false")
      try require(
        try storage.listStudies() == studies.map(\.study)
          && storage.findStudy(named: old.name) == nil,
        "a deleted study is not listed or found")
    }
    try requireDeleted(&watcher, &deleted)
    for var other in studies {
      let before = other.snapshot
      try other.refresh()
      try requireSame(other.snapshot, before, "deleting a study does not change others")
      try requireSame(
        try read(other.study, in: handles[1]), before, "deleting a study does not change others")
    }
    // Its name can be used again.
    var again = try makeStudy(
      StudyTemplate(name: old.name, directions: [.maximize]), in: handles[1])
    try require(again.study.id != old.id, "the id of a deleted study is not assigned again")
    let ids = try again.commit([.createTrial(TrialTemplate()), .createTrial(TrialTemplate())])
    try require(
      oldTrials.isDisjoint(with: ids),
      "the ids of the trials of a deleted study are not assigned again")
    try require(
      try handles[0].listStudies() == studies.map(\.study) + [again.study],
      "the studies are listed in the order of their creation, also after a deletion")
    let before = again.snapshot
    try requireDeleted(&watcher, &deleted)
    try requireSame(
      try read(again.study, in: handles[0]), before,
      "operations in a deleted study change no other study")
  }

  /// Requires that readers of a deleted study notice, and that nothing is recorded in it.
  private func requireDeleted(_ watcher: inout StudyFollower, _ writer: inout StudyFollower) throws
  {
    let requirement = "readers of a deleted study are notified, from every position"
    var fresh = StudyFollower(watcher.study, in: watcher.storage)
    try fresh.refresh()
    try require(fresh.isDeleted, requirement)
    try watcher.refresh()
    try require(watcher.isDeleted, requirement)
    let unknown = StudyDescription(
      id: watcher.study.id + 1_000_000, name: "unknown", directions: [.minimize])
    var stranger = StudyFollower(unknown, in: watcher.storage)
    try stranger.refresh()
    try require(stranger.isDeleted, "a study that does not exist is read as a deleted one")
    var isNotified = false
    let trial = writer.ids[0]
    do {
      _ = try writer.storage.commit(in: writer.study.id, after: writer.position) {
        batch throws(StorageError) in
        isNotified = isNotified || batch.changes.contains(.deleted)
        return [
          .setStudyUserAttribute(key: "late", value: true), .createTrial(TrialTemplate()),
          .setTrialUserAttribute(trial: trial, key: "late", value: true),
        ]
      }
      try require(isNotified, "a decision about a deleted study is notified of the deletion")
    } catch is StorageError {
      // Refused.
    }
    let condition = TrialCondition(trial: trial)
    let isRecorded = try? writer.storage.append(
      [.setTrialUserAttribute(trial: trial, key: "late", value: true)], if: condition,
      in: writer.study.id)
    try require(isRecorded != true, "nothing is recorded in a deleted study")
  }

  /// The names as JSON, in which canonically equivalent ones differ.
  private func text(of names: [String]) -> String {
    names.map { JSONValue.string($0).description }.joined(separator: ", ")
  }
}
