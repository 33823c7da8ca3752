import Foundation

/// `attune-stress fuzz` and `attune-stress fuzz-values`: inputs for other processes, which may crash or
/// hang.
struct FuzzCommand {
  /// What the inputs are.
  enum Kind: String {
    /// Damaged copies of journals.
    case damage = "fuzz"
    /// Valid journals with values at the ends of their types.
    case values = "fuzz-values"

    var inputs: String { self == .damage ? "damaged journals" : "journals of extreme values" }

    var promise: String {
      self == .damage ? "each an error or a study" : "each read, shown, copied and continued"
    }
  }

  /// How long a process may work on one input.
  private static let patience = Duration.seconds(60)

  /// How often progress is printed.
  private static let reportInterval = Duration.seconds(15)

  /// After how many failures a process is not started again.
  private static let maxConsecutiveFailures = 20

  private let kind: Kind
  private let folder: String
  private let journals: [String]
  private let inputs: Int
  private let seed: UInt64
  private let processes: Int

  /// Reads the arguments behind the command's name.
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

  /// Runs all inputs; exits with 1 when one fails.
  func run() throws {
    let share = (inputs + processes - 1) / processes
    let parts = (0..<processes).map { index in
      let first = seed + UInt64(index * share)
      return FuzzProcess(
        role: kind.rawValue + "-part", folder: "\(folder)/\(index)", journals: journals,
        seeds: first..<first + UInt64(min(share, max(0, inputs - index * share))))
    }
    for part in parts { try part.start() }
    var reported = ContinuousClock.now
    var failureCount = 0
    while parts.contains(where: \.isRunning) {
      Thread.sleep(forTimeInterval: 0.2)
      for part in parts { part.terminateIfHanging(after: Self.patience) }
      for part in parts {
        guard let failure = part.takeFailure() else { continue }
        print(failure)
        failureCount += 1
        if failureCount < Self.maxConsecutiveFailures { try part.startBehindFailure() }
      }
      if .now - reported > Self.reportInterval {
        reported = .now
        print("\(parts.reduce(0) { $0 + $1.doneCount }) of \(inputs)")
      }
      fflush(nil)
    }
    if failureCount > 0 { exit(1) }
    print("\(inputs) \(kind.inputs) from seed \(seed) on: \(kind.promise)")
  }
}
