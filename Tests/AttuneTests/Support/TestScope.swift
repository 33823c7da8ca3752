import Foundation

/// How much the tests try, specified by the environment variable `ATTUNE_SLOW_TESTS`.
enum TestScope {
  /// Whether tests with many similar cases try all of them, as in `.ci/long`.
  static let isComplete = ProcessInfo.processInfo.environment["ATTUNE_SLOW_TESTS"] != nil
}
