import Foundation

/// `attune-stress fuzz`: damaged journals for processes of their own, which may crash or hang.
struct FuzzCommand {
  /// For how long a process may work on one input.
  private static let patience = Duration.seconds(60)

  private let folder: String
  private let journals: [String]
  private let inputs: Int
  private let seed: UInt64
  private let processes: Int

  /// Reads the words behind the command's name.
  init(_ words: inout Words) throws {
    folder = try words.required("the folder")
    journals = words.rest()
    inputs = try words.number("--inputs", default: 10_000)
    seed = try words.number("--seed", default: 1)
    processes = max(1, try words.number("--processes", default: 2))
    guard !journals.isEmpty else { throw Words.Misuse(description: "the journals are missing") }
    try words.finish()
  }

  /// Runs all inputs; exits with 1 when one fails.
  func run() throws {
    let share = (inputs + processes - 1) / processes
    let parts = try (0..<processes).map { index in
      try Part(
        folder: "\(folder)/\(index)", seed: seed + UInt64(index * share),
        inputs: min(share, max(0, inputs - index * share)), journals: journals)
    }
    while parts.contains(where: \.process.isRunning) {
      Thread.sleep(forTimeInterval: 0.2)
      for part in parts { part.terminateIfHanging(after: Self.patience) }
    }
    let failures = parts.compactMap(\.failure)
    for failure in failures { print(failure) }
    if !failures.isEmpty { exit(1) }
    print("\(inputs) damaged journals from seed \(seed) on: each an error or a study")
  }
}

/// A process that tries some of the inputs, seen from outside.
private final class Part {
  let process = Process()
  private let folder: String
  private var seen = ""
  private var since = ContinuousClock.now

  init(folder: String, seed: UInt64, inputs: Int, journals: [String]) throws {
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments =
      ["fuzz-part", folder] + journals + ["--seed", "\(seed)", "--inputs", "\(inputs)"]
    try process.run()
  }

  func terminateIfHanging(after patience: Duration) {
    let current = currentSeed
    if current != seen { (seen, since) = (current, .now) }
    if process.isRunning, .now - since > patience { kill(process.processIdentifier, SIGKILL) }
  }

  /// What went wrong; nil when nothing did.
  var failure: String? {
    guard process.terminationStatus != 0 || process.terminationReason != .exit else { return nil }
    let kind =
      process.terminationReason == .exit
      ? "a promise is broken" : "a crash or a hang, signal \(process.terminationStatus)"
    return "seed \(currentSeed): \(kind); its input and its seed are in \(folder)"
  }

  private var currentSeed: String {
    let text = (try? String(contentsOfFile: folder + "/seed", encoding: .utf8)) ?? ""
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
