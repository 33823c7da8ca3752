import AttuneRelational
import Synchronization

/// A database whose connection is lost once, at a given call.
final class FaultyDriver: SQLDriver {
  /// When the connection is lost.
  enum Fault: Sendable, CaseIterable {
    /// Before the statements were executed.
    case requestLost
    /// After they were executed, so that the caller does not know.
    case answerLost
    /// The statements collided with another transaction.
    case conflict
  }

  private let base: any SQLDriver
  private let fault: Fault
  /// The number of calls before the one that fails.
  private let remaining: Mutex<Int>

  init(_ base: any SQLDriver, _ fault: Fault, afterCalls count: Int) {
    self.base = base
    self.fault = fault
    remaining = Mutex(count)
  }

  var dialect: SQLDialect { base.dialect }
  var displayName: String { base.displayName }

  /// Whether the failure has occurred.
  var hasFailed: Bool { remaining.withLock { $0 < 0 } }

  func connect() throws(SQLError) -> any SQLConnection {
    Connection(base: try base.connect(), driver: self)
  }

  /// Returns the failure of the next call; nil if it succeeds.
  private func nextFault() -> Fault? {
    remaining.withLock { remaining in
      remaining -= 1
      return remaining == -1 ? fault : nil
    }
  }

  private final class Connection: SQLConnection {
    private let base: any SQLConnection
    private let driver: FaultyDriver

    init(base: any SQLConnection, driver: FaultyDriver) {
      self.base = base
      self.driver = driver
    }

    func execute(_ statements: [SQLStatement]) throws(SQLError) -> [SQLResult] {
      // Setting up a connection and ending a transaction are not steps of an operation.
      let isStep = statements.allSatisfy {
        !$0.text.hasPrefix("PRAGMA") && !$0.text.hasPrefix("SET ") && $0.text != "ROLLBACK"
      }
      guard isStep, let fault = driver.nextFault() else { return try base.execute(statements) }
      switch fault {
      case .conflict: throw SQLError(.conflict, "on purpose")
      case .requestLost: break
      case .answerLost: _ = try base.execute(statements)
      }
      close()
      throw SQLError(.connectionLost, "on purpose")
    }

    func close() { base.close() }
  }
}
