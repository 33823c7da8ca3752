extension Storage {
  /// Copies a study and its trials to another storage, which may be of another kind.
  ///
  /// The trials keep their numbers and contents and get new ids. Files that trials have saved are not
  /// copied. If the copy fails, no study is left behind in the other storage; if the process is killed, it
  /// may be there without trials.
  ///
  /// - Parameters:
  ///   - name: The name of the study.
  ///   - target: The storage to copy to.
  ///   - newName: The name of the copy; nil for the same name.
  /// - Throws: ``StorageError`` when the study does not exist, the other storage has a study of the name, or
  ///   one of the storages cannot be read or written.
  /// - Complexity: O(*n*) in time and memory for *n* trials and their contents.
  public func copyStudy(
    named name: String, to target: some Storage, as newName: String? = nil
  ) throws(StorageError) {
    guard let study = try study(named: name) else {
      throw StorageError(.unreadable, "there is no study \"\(name)\"\(inDisplayName)")
    }
    let template = StudyTemplate(
      name: newName ?? name, directions: study.directions, userAttributes: study.userAttributes,
      systemAttributes: study.systemAttributes)
    guard let copy = try target.createStudy(template) else {
      throw StorageError(
        .unwritable,
        "there is a study \"\(template.name)\" already\(target.inDisplayName); give the copy another "
          + "name")
    }
    do throws(StorageError) {
      _ = try target.commit(in: copy, after: .start) { _ throws(StorageError) in
        study.trials.map { .createTrial(TrialTemplate($0)) }
      }
    } catch {
      _ = try? target.deleteStudy(copy)
      throw error
    }
  }
}
