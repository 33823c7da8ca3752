import Attune
import AttuneRelational
import AttuneTesting
import Testing

@Suite struct RelationalContractTests {
  @Test(arguments: TestEngine.available)
  func `tables meet the contract of storages`(engine: TestEngine) throws {
    let databases = Databases()
    try StorageContract(
      timeResolution: engine.timeResolution, distinguishesZeros: engine == .postgreSQL
    ) {
      try databases.make(engine).open()
    } reopen: { storage in
      try #require(databases.last(named: storage.displayName)).open()
    }
    .check()
  }
}
