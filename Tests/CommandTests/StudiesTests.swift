import Attune
import ProgramTesting
import Testing

@Suite struct StudiesTests {
  @Test func `the studies of a journal are listed by name`() throws {
    try withTemporaryFolder { folder in
      let journal = JournalStorage(path: "\(folder)/s.journal")
      for name in ["b", "a"] { _ = try Study(name, storage: journal, seed: 1) }
      let outcome = try BuiltProgram("attune").run([journal.path])
      #expect(outcome.lines == ["b", "a"])
    }
  }
}
