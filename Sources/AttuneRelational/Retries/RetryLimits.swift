/// How long a storage repeats what failed for reasons that pass.
package struct RetryLimits: Sendable {
  /// The limit for collisions with other writers.
  ///
  /// It is longer than the time after which the database ends the transaction of a machine that has lost
  /// its network, see `SQLDialect.idleLimit`.
  package var conflicts: Duration = .seconds(30)
  /// The limit for connecting again after a connection was lost: the lease of a trial, after which another
  /// worker has it.
  package var reconnection: Duration = .seconds(600)
  /// The time after which a message says that a connection is lost.
  package var notice: Duration = .seconds(5)

  package init() {}
}
