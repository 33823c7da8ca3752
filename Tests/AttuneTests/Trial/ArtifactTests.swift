import Foundation
import Testing

@testable import Attune

/// Files that belong to a trial.
@Suite struct ArtifactTests {
  private func study(_ journal: TemporaryJournal, name: String = "digits") throws -> Study {
    try Study(name, storage: journal.storage, sampler: .random, seed: 1)
  }

  @Test func `a file is there for the next attempt and after the end`() throws {
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

  @Test func `files stand beside the journal, by study and trial, and nothing else with them`()
    throws
  {
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
  func `any name of a study makes a safe folder`(name: String, folder: String) throws {
    try withTemporaryJournal { journal in
      try study(journal, name: name).ask().saveArtifact(named: "x", [1])
      let path = journal.path + ".artifacts"
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["0-" + folder])
    }
  }

  @Test func `a study created anew does not see the files of the deleted one`() throws {
    try withTemporaryJournal { journal in
      let old = try study(journal)
      try old.ask().saveArtifact(named: "x", [1])
      try old.replica.commit { _ throws(StorageError) in [.deleteStudy(old.id)] }
      let trial = try study(journal).ask()
      #expect(trial.number == 0)
      #expect(try trial.artifact(named: "x") == nil)
    }
  }

  @Test(arguments: ["", ".", "..", ".hidden", "a/b", "/a", "a\0b"])
  func `a name that could lead elsewhere is refused`(name: String) throws {
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

  @Test func `a process that died while writing leaves the earlier file`() throws {
    try withTemporaryJournal { journal in
      let trial = try study(journal).ask()
      try trial.saveArtifact(named: "x", [1, 2, 3])
      let path = try trial.artifactPath(named: "x")
      // What such a process leaves: part of a file under a name that nobody asks for.
      try Data([9]).write(to: URL(fileURLWithPath: path.dropLast() + ".half"))
      #expect(try trial.artifact(named: "x") == [1, 2, 3])
    }
  }

  @Test func `what stands in the way is an error that names the path`() throws {
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

  @Test func `without a file for the study there is no place for files`() throws {
    for trial in [try Study().ask(), FixedTrial([:]).trial] {
      let error = #expect(throws: TrialError.self) { try trial.saveArtifact(named: "x", [1]) }
      #expect(error?.description.contains(".journal(\"study.journal\")") == true)
      #expect(throws: TrialError.self) { try trial.artifact(named: "x") }
      #expect(throws: TrialError.self) { try trial.artifactPath(named: "x") }
    }
  }
}
