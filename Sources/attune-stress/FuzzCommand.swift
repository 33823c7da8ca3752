import Foundation

/// `attune-stress fuzz` and `attune-stress fuzz-values`: checks inputs in other processes, which
/// may crash or hang.
struct FuzzCommand {
  /// A kind of input.
  enum Kind: String {
    /// Damaged copies of journals.
    case damage = "fuzz"
    /// Valid journals with values at the limits of their types.
    case values = "fuzz-values"

    var inputDescription: String {
      self == .damage ? "damaged journals" : "journals with extreme values"
    }

    var outcome: String {
      self == .damage
        ? "each gave an error or a study" : "each was read, shown, copied and continued"
    }
  }

  /// The time limit for one input.
  private static let timeout = Duration.seconds(180)

  /// The interval at which progress is printed.
  private static let reportInterval = Duration.seconds(15)

  /// The number of failures after which no process is restarted.
  private static let maxFailures = 20

  private let kind: Kind
  private let folder: String
  private let journals: [String]
  private let inputs: Int
  private let seed: UInt64
  private let processes: Int

  /// Parses the arguments after the command's name.
  init(_ kind: Kind, _ arguments: inout Arguments) throws {
    self.kind = kind
    folder = try arguments.required("the folder")
    journals = arguments.rest()
    inputs = try arguments.number("--inputs", default: kind == .damage ? 10_000 : 1000)
    seed = try arguments.number("--seed", default: 1)
    processes = max(1, try arguments.number("--processes", default: 2))
    guard kind == .values || !journals.isEmpty else {
      throw Arguments.Misuse(description: "the journals are missing")
    }
    try arguments.finish()
  }

  /// Checks all inputs; exits with status 1 if one fails.
  func run() throws {
    let partSize = (inputs + processes - 1) / processes
    let parts = (0..<processes).map { index in
      let first = seed + UInt64(index * partSize)
      return FuzzProcess(
        role: kind.rawValue + "-part", folder: "\(folder)/\(index)", journals: journals,
        seeds: first..<first + UInt64(min(partSize, max(0, inputs - index * partSize))))
    }
    for part in parts { try part.start() }
    var reported = ContinuousClock.now
    var failureCount = 0
    while parts.contains(where: \.isRunning) {
      Thread.sleep(forTimeInterval: 0.2)
      for part in parts { part.terminateIfHanging(after: Self.timeout) }
      for part in parts {
        guard let failure = part.takeFailure() else { continue }
        print(failure)
        failureCount += 1
        if failureCount < Self.maxFailures { try part.startAfterFailure() }
      }
      if .now - reported > Self.reportInterval {
        reported = .now
        print("\(parts.reduce(0) { $0 + $1.doneCount }) of \(inputs)")
      }
      fflush(nil)
    }
    if failureCount > 0 { exit(1) }
    print("\(inputs) \(kind.inputDescription) from seed \(seed): \(kind.outcome)")
  }
}
