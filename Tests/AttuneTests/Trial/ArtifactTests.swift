import Foundation
import ProgramTesting
import Testing

@testable import Attune

/// Files that belong to a trial.
@Suite struct ArtifactTests {
  private func study(_ journal: TemporaryJournal, name: String = "digits") throws -> Study {
    try Study(name, storage: journal.storage, sampler: .random, seed: 1)
  }

  @Test func `a file is kept for the next attempt and after the end`() throws {
    try withTemporaryJournal { journal in
      let first = try study(journal)
      let trial = try first.ask()
      #expect(try trial.artifact(named: "weights.bin") == nil)
      let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * $0) }
      try trial.saveArtifact(named: "weights.bin", bytes)
      try first.interrupt(trial)
      let second = try study(journal)
      let again = try second.ask()
      #expect(try again.artifact(named: "weights.bin") == bytes)
      try again.saveArtifact(named: "weights.bin", [1, 2])
      try again.saveArtifact(named: "none", [])
      #expect(try trial.artifact(named: "weights.bin") == [1, 2])
      #expect(try again.artifact(named: "none") == [])
      try second.tell(again, 0.5)
      #expect(try again.artifact(named: "weights.bin") == [1, 2])
    }
  }

  @Test func `files are in a folder beside the journal, by study and trial`() throws {
    try withTemporaryJournal { journal in
      let study = try study(journal)
      _ = try study.ask()
      try study.ask().saveArtifact(named: "a b.txt", Array("text".utf8))
      let path = journal.path + ".artifacts/0-digits/1"
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["a b.txt"])
      let text = try String(contentsOfFile: path + "/a b.txt", encoding: .utf8)
      #expect(text == "text")
    }
  }

  @Test(arguments: [
    ("../x", "%2E%2E%2Fx"), ("", ""), ("Größe 1", "Gr%C3%B6%C3%9Fe%201"), ("a-b_C9", "a-b_C9"),
  ])
  func `any name of a study gives a safe folder`(name: String, folder: String) throws {
    try withTemporaryJournal { journal in
      try study(journal, name: name).ask().saveArtifact(named: "x", [1])
      let path = journal.path + ".artifacts"
      let folders = try FileManager.default.contentsOfDirectory(atPath: path)
      #expect(folders.filter { $0.hasPrefix("0-") } == ["0-" + folder])
    }
  }

  @Test func `a study created again does not see the files of the deleted one`() throws {
    try withTemporaryJournal { journal in
      let old = try study(journal)
      try old.ask().saveArtifact(named: "x", [1])
      try old.replica.storage.deleteStudy(named: old.name)
      let trial = try study(journal).ask()
      #expect(trial.number == 0)
      #expect(try trial.artifact(named: "x") == nil)
    }
  }

  @Test(arguments: ["", ".", "..", ".hidden", "a/b", "/a", "a\0b"])
  func `a name that could leave the folder is refused`(name: String) throws {
    try withTemporaryJournal { journal in
      let trial = try study(journal).ask()
      let error = #expect(throws: TrialError.self) { try trial.saveArtifact(named: name, [1]) }
      #expect(error?.description.contains("cannot have an artifact named \"\(name)\"") == true)
      #expect(throws: TrialError.self) { try trial.artifact(named: name) }
      #expect(throws: TrialError.self) { try trial.artifactPath(named: name) }
      #expect(try journal.files() == ["study.journal"])
    }
  }

  @Test func `tools get a path in a folder that exists`() throws {
    try withTemporaryJournal { journal in
      let trial = try study(journal).ask()
      let path = try trial.artifactPath(named: "model.pt")
      try Data([7, 8]).write(to: URL(fileURLWithPath: path))
      #expect(try trial.artifact(named: "model.pt") == [7, 8])
    }
  }

  @Test func `a process that crashed while writing leaves the earlier file`() throws {
    try withTemporaryJournal { journal in
      let trial = try study(journal).ask()
      try trial.saveArtifact(named: "x", [1, 2, 3])
      let path = try trial.artifactPath(named: "x")
      // Such a process leaves a partial file under another name.
      try Data([9]).write(to: URL(fileURLWithPath: path.dropLast() + ".half"))
      #expect(try trial.artifact(named: "x") == [1, 2, 3])
    }
  }

  @Test func `an obstacle is an error that names the path`() throws {
    try withTemporaryJournal { journal in
      let trial = try study(journal).ask()
      try Data().write(to: URL(fileURLWithPath: journal.path + ".artifacts"))
      let error = #expect(throws: StorageError.self) { try trial.saveArtifact(named: "x", [1]) }
      #expect(error?.code == .unwritable)
      #expect(error?.description.contains(journal.path + ".artifacts") == true)
    }
    try withTemporaryJournal { journal in
      let trial = try study(journal).ask()
      let path = try trial.artifactPath(named: "x")
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      #expect(throws: StorageError.self) { try trial.saveArtifact(named: "x", [1]) }
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["x"])
      #expect(throws: StorageError.self) { try trial.artifact(named: "x") }
    }
  }

  // MARK: Names of studies

  @Test(arguments: [
    String(repeating: "调", count: 29), String(repeating: "ж", count: 43),
    String(repeating: "a", count: 254), String(repeating: "a", count: 100_000),
    String(repeating: "e\u{301}", count: 300), String(repeating: "/", count: 90), "..", "\0",
  ])
  func `a study of any name can save files`(name: String) throws {
    try withTemporaryJournal { journal in
      let first = try study(journal, name: name)
      try first.prepareArtifacts(for: "x")
      let trial = try first.ask()
      try trial.saveArtifact(named: "x", [1, 2])
      try first.interrupt(trial)
      #expect(try study(journal, name: name).ask().artifact(named: "x") == [1, 2])
      let folders = try FileManager.default.contentsOfDirectory(atPath: journal.path + ".artifacts")
        .filter { $0.hasPrefix("0-") }
      #expect(folders.count == 1 && folders.allSatisfy { $0.utf8.count <= 64 })
    }
  }

  @Test func `two studies with long names that differ at the end have separate folders`() throws {
    try withTemporaryJournal { journal in
      let names = ["1", "2"].map { String(repeating: "a", count: 300) + $0 }
      for (index, name) in names.enumerated() {
        try study(journal, name: name).ask().saveArtifact(named: "x", [UInt8(index)])
      }
      let folders = try FileManager.default.contentsOfDirectory(
        atPath: journal.path + ".artifacts")
      // The folders of two studies, and the links to two files.
      #expect(folders.count == 4)
      #expect(!folders.contains { $0.contains("aaaa") && $0.hasPrefix("0-") })
    }
  }

  @Test func `a folder with a long name from an earlier version is still used`() throws {
    try withTemporaryJournal { journal in
      let name = String(repeating: "n", count: 200)
      let first = try study(journal, name: name)
      let trial = try first.ask()
      let folder = journal.path + ".artifacts/0-\(name)/0"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data([7]).write(to: URL(fileURLWithPath: folder + "/x"))
      #expect(try trial.artifact(named: "x") == [7])
      try trial.saveArtifact(named: "y", [8])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["x", "y"])
    }
  }

  @Test func `an obstacle is reported before a trial starts`() throws {
    try withTemporaryJournal { journal in
      let study = try study(journal)
      try Data().write(to: URL(fileURLWithPath: journal.path + ".artifacts"))
      let error = #expect(throws: StorageError.self) { try study.prepareArtifacts(for: "x") }
      #expect(error?.description.contains("\(journal.path).artifacts cannot be created") == true)
    }
    try withTemporaryFolder { folder in
      // The name of the journal is short enough, that of the folder beside it is not.
      let journal = folder + "/" + String(repeating: "j", count: 250)
      #expect(FileManager.default.createFile(atPath: journal, contents: nil))
      let key = ArtifactKey(studyID: 0, studyName: "s", trialNumber: 0, name: "x")
      let artifacts = ArtifactFolder(beside: journal)
      let error = #expect(throws: StorageError.self) { try artifacts.prepare(for: key) }
      #expect(error?.description.contains("give it a shorter path") == true)
    }
    #expect(throws: (any Error).self) { try Study().prepareArtifacts(for: "x") }
  }

  @Test func `the check leaves nothing but the folders`() throws {
    try withTemporaryJournal { journal in
      try study(journal).prepareArtifacts(for: "x")
      let path = journal.path + ".artifacts"
      #expect(try FileManager.default.subpathsOfDirectory(atPath: path) == ["0-digits"])
    }
  }

  // MARK: Planted files

  @Test(arguments: ["", "/0-digits", "/0-digits/0"])
  func `a folder that is a link is neither written to nor read`(level: String) throws {
    try withTemporaryJournal { journal in
      let trial = try study(journal).ask()
      try trial.saveArtifact(named: "x", [1])
      let path = journal.path + ".artifacts" + level
      let elsewhere = journal.folder + "/elsewhere"
      try FileManager.default.moveItem(atPath: path, toPath: elsewhere)
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: elsewhere)
      let before = try FileManager.default.subpathsOfDirectory(atPath: elsewhere)
      let attempts: [() throws -> Void] = [
        { try trial.saveArtifact(named: "y", [2]) }, { _ = try trial.artifact(named: "x") },
        { _ = try trial.artifactPath(named: "y") }, { _ = try trial.createArtifact(named: "y") },
      ]
      for attempt in attempts {
        let error = #expect(throws: StorageError.self) { try attempt() }
        #expect(error?.description.hasPrefix("\(path) is a symbolic link") == true)
      }
      #expect(try FileManager.default.subpathsOfDirectory(atPath: elsewhere) == before)
    }
  }

  @Test(arguments: [true, false], [true, false])
  func `a file that is a link is replaced, and its target is not changed`(
    isSymbolic: Bool, isWhole: Bool
  ) throws {
    try withTemporaryJournal { journal in
      let trial = try study(journal).ask()
      let path = try trial.artifactPath(named: "x")
      let victim = journal.folder + "/victim"
      try Data([9]).write(to: URL(fileURLWithPath: victim))
      if isSymbolic {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: victim)
        #expect(throws: StorageError.self) { try trial.artifact(named: "x") }
      } else {
        try FileManager.default.linkItem(atPath: victim, toPath: path)
      }
      if isWhole {
        try trial.saveArtifact(named: "x", [1])
      } else {
        let (created, descriptor) = try trial.createArtifact(named: "x")
        #expect(created == path)
        #expect(write(descriptor, [UInt8(1)], 1) == 1)
        close(descriptor)
      }
      #expect(try trial.artifact(named: "x") == [1])
      #expect(try Data(contentsOf: URL(fileURLWithPath: victim)) == Data([9]))
    }
  }

  @Test func `a pipe in place of a file is an error and does not block`() throws {
    try withTemporaryJournal { journal in
      let trial = try study(journal).ask()
      let path = try trial.artifactPath(named: "x")
      try #require(mkfifo(path, 0o600) == 0)
      #expect(throws: StorageError.self) { try trial.artifact(named: "x") }
    }
  }

  /// The mode of the parent folder, and whether a folder of another user is used in it.
  @Test(
    .enabled(if: geteuid() == 0, "only the administrator can give files to others"),
    arguments: [(0o1777, false), (0o777, false), (0o755, false), (0o775, true), (0o1775, false)])
  func `a folder of another user is used only where a group shares it`(
    mode: Int, isUsed: Bool
  ) throws {
    try withTemporaryJournal { journal in
      let trial = try study(journal).ask()
      let folder = journal.path + ".artifacts"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      try #require(chown(folder, 65534, 65534) == 0 && chmod(journal.folder, mode_t(mode)) == 0)
      if isUsed {
        try trial.saveArtifact(named: "x", [1])
      } else {
        let error = #expect(throws: StorageError.self) { try trial.saveArtifact(named: "x", [1]) }
        #expect(error?.description.contains("belongs to another user (user ID 65534)") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
      }
      // The owner of the parent folder could replace the folder anyway.
      try #require(chown(journal.folder, 65534, 65534) == 0)
      try trial.saveArtifact(named: "x", [1])
    }
  }

  @Test func `a trial without a journal cannot save files`() throws {
    for trial in [try Study().ask(), FixedTrial([:]).trial] {
      let error = #expect(throws: TrialError.self) { try trial.saveArtifact(named: "x", [1]) }
      #expect(error?.description.contains(".journal(\"study.journal\")") == true)
      #expect(throws: TrialError.self) { try trial.artifact(named: "x") }
      #expect(throws: TrialError.self) { try trial.artifactPath(named: "x") }
    }
  }
}
