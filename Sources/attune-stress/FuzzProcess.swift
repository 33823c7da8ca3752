import Foundation

/// A process that tries some of the inputs, seen from outside.
final class FuzzProcess {
  private let role: String
  private let folder: String
  private let journals: [String]
  private let seeds: Range<UInt64>
  private var process = Process()
  private var hasEnded = false
  private var seen = ""
  private var since = ContinuousClock.now

  init(role: String, folder: String, journals: [String], seeds: Range<UInt64>) {
    self.role = role
    self.folder = folder
    self.journals = journals
    self.seeds = seeds
  }

  /// Starts the process.
  func start() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try start(from: seeds.lowerBound)
  }

  /// Starts another process for the inputs behind the one that failed.
  func startBehindFailure() throws {
    guard let seed = UInt64(currentSeed) else { return }
    try start(from: seed + 1)
  }

  private func start(from seed: UInt64) throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments =
      [role, folder] + journals
      + ["--seed", "\(seed)", "--inputs", "\(max(seed, seeds.upperBound) - seed)"]
    // What the library prints in passing, and where a crash was.
    let messages = "\(folder)/messages-\(seed)"
    _ = FileManager.default.createFile(atPath: messages, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: messages)
    hasEnded = false
    try process.run()
  }

  /// Whether the process runs, or its end has not been looked at.
  var isRunning: Bool { !hasEnded }

  /// How many inputs it is done with.
  var doneCount: Int {
    guard let seed = UInt64(currentSeed) else { return 0 }
    return hasEnded ? seeds.count : Int(clamping: Int64(seed) - Int64(seeds.lowerBound))
  }

  /// Kills the process when it has worked on one input for too long.
  func terminateIfHanging(after patience: Duration) {
    let current = currentSeed
    if current != seen { (seen, since) = (current, .now) }
    if process.isRunning, .now - since > patience { kill(process.processIdentifier, SIGKILL) }
  }

  /// What went wrong, once the process has ended; nil when nothing did.
  func takeFailure() -> String? {
    guard !hasEnded, !process.isRunning else { return nil }
    hasEnded = true
    guard process.terminationStatus != 0 || process.terminationReason != .exit else { return nil }
    let kind =
      process.terminationReason == .exit
      ? "a promise is broken" : "a crash or a hang, signal \(process.terminationStatus)"
    return "seed \(currentSeed): \(kind); its input, its seed and messages are in \(folder)"
  }

  private var currentSeed: String {
    let text = (try? String(contentsOfFile: folder + "/seed", encoding: .utf8)) ?? ""
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
