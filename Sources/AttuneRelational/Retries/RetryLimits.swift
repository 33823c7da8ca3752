/// How long a storage repeats what failed for reasons that pass.
package struct RetryLimits: Sendable {
  /// The limit for collisions with other writers.
  package var conflicts: Duration = .seconds(30)
  /// The limit for connecting again after a connection was lost.
  package var reconnection: Duration = .seconds(60)

  package init() {}
}
