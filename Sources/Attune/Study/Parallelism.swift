#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The number of trials that run at a time: an integer literal, `.workers(n)` or `.allCores`.
public struct Parallelism: Sendable, Hashable, ExpressibleByIntegerLiteral {
  /// The number of trials that run at a time.
  let count: Int

  private init(count: Int) {
    precondition(count >= 1, "there cannot be \(count) trials at a time")
    self.count = count
  }

  /// The given number of trials.
  ///
  /// - Precondition: `count` is positive.
  public static func workers(_ count: Int) -> Parallelism { Parallelism(count: count) }

  /// A trial for each processor core that is online, like `n_jobs=-1` in Optuna.
  public static var allCores: Parallelism {
    Parallelism(count: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }

  /// The given number of trials.
  ///
  /// - Precondition: The number is positive.
  public init(integerLiteral count: Int) { self.init(count: count) }
}
