import AttuneRelational
import Synchronization

/// The databases of a test, which are removed at its end.
final class Databases: Sendable {
  private let all = Mutex<[TestStorage]>([])

  /// Creates an empty database.
  func make(_ engine: TestEngine) throws -> TestStorage {
    let new = try engine.makeDatabase()
    all.withLock { $0.append(new) }
    return new
  }

  /// The database with a name in messages; nil if there is none.
  func last(named name: String?) -> TestStorage? {
    all.withLock { all in all.last { $0.driver.displayName == name } }
  }
}
