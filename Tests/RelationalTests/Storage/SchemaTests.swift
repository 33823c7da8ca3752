import Attune
import AttuneRelational
import Foundation
import Testing

@Suite struct SchemaTests {
  @Test(arguments: TestEngine.available)
  func `reading creates nothing`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    let storage = database.open()
    #expect(try storage.listStudies().isEmpty)
    #expect(try storage.findStudy(named: "a") == nil)
    #expect(try storage.changes(in: 1, after: .start).changes == [.deleted])
    #expect(try !storage.deleteStudy(1))
    #expect(try storage.commit(in: 1, after: .start) { _ in [] }.createdTrials.isEmpty)
    if let path = storage.filePath {
      #expect(!FileManager.default.fileExists(atPath: path))
    } else {
      #expect(throws: SQLError.self) { try database.execute("SELECT 1 FROM studies") }
    }
    // The same object sees tables that another one creates.
    _ = try StudyWriter(creating: "later", in: database.open())
    #expect(try storage.listStudies().map(\.name) == ["later"])
  }

  @Test(arguments: TestEngine.available)
  func `new tables have the version of Optuna 5`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    _ = try StudyWriter(in: database.open())
    let revision = try database.execute("SELECT version_num FROM alembic_version").rows
    #expect(revision == [[.text("v3.2.0.a")]])
    let version = try database.execute(
      "SELECT version_info_id, schema_version, library_version FROM version_info"
    ).rows
    #expect(version == [[.int(1), .int(12), .text("5.0.0")]])
  }

  @Test(arguments: TestEngine.available)
  func `workers that create the tables at once all succeed`(engine: TestEngine) async throws {
    let database = try engine.makeDatabase()
    let names = (0..<6).map { "study \($0)" }
    try await withThrowingTaskGroup { group in
      for name in names {
        group.addTask { _ = try StudyWriter(creating: name, in: database.open()) }
      }
      try await group.waitForAll()
    }
    #expect(try Set(database.open().listStudies().map(\.name)) == Set(names))
    #expect(try database.count("version_info") == 1)
    #expect(try database.count("alembic_version") == 1)
  }

  @Test(arguments: TestEngine.available)
  func `tables without a version receive it`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    _ = try StudyWriter(in: database.open())
    // As left by a process that ended while it created the tables.
    try database.execute("DROP TABLE alembic_version")
    try database.execute("DELETE FROM version_info")
    #expect(try database.open().listStudies().count == 1)
    _ = try StudyWriter(creating: "next", in: database.open())
    #expect(try database.count("version_info") == 1)
    #expect(try database.count("alembic_version") == 1)
  }

  @Test(arguments: TestEngine.available)
  func `tables of other versions are refused`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    _ = try StudyWriter(in: database.open())
    try database.execute("UPDATE alembic_version SET version_num = 'v3.0.0.d'")
    #expect { try database.open().listStudies() } throws: {
      "\($0)".contains("optuna storage upgrade") && "\($0)".contains("v3.0.0.d")
    }
    try database.execute("UPDATE alembic_version SET version_num = 'v9.0.0.a'")
    #expect {
      try database.open().createStudy(StudyTemplate(name: "a", directions: [.minimize]))
    } throws: {
      "\($0)".contains("newer version")
    }
  }

  @Test(arguments: TestEngine.available)
  func `tables of other programs are refused`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    try database.execute("CREATE TABLE trials (id INTEGER, patient VARCHAR(20))")
    #expect { try database.open().listStudies() } throws: {
      "\($0)".contains("the table trials") && "\($0)".contains("use another database")
    }
    #expect(throws: StorageError.self) { try StudyWriter(in: database.open()) }
  }

  @Test(arguments: TestEngine.available.filter { $0 == .mySQL })
  func `a collation that ignores case is refused`(engine: TestEngine) throws {
    let database = try engine.makeDatabase()
    _ = try StudyWriter(in: database.open())
    try database.execute(
      "ALTER TABLE trial_params CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci")
    #expect(try database.open().listStudies().count == 1)
    #expect { try StudyWriter(creating: "next", in: database.open()) } throws: {
      "\($0)".contains("ignores case") && "\($0)".contains("ALTER TABLE trial_params")
    }
    try database.execute(
      "ALTER TABLE trial_params CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
    var writer = try StudyWriter(creating: "next", in: database.open())
    var template = TrialTemplate()
    template.userAttributes = ["x": 1, "X": 2]
    try writer.commit(.createTrial(template))
    // This collation ignores spaces at the end.
    template.parameters = ParameterList([
      Parameter(name: "x ", distribution: .float(try FloatDistribution(0...1)), recordedValue: 0)
    ])
    #expect { try writer.commit(.createTrial(template)) } throws: {
      "\($0)".contains("ends with a space")
    }
  }
}
