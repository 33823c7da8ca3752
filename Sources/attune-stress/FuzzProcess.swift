import Foundation

/// A child process that checks a part of the inputs.
final class FuzzProcess {
  private let role: String
  private let folder: String
  private let journals: [String]
  private let seeds: Range<UInt64>
  private var process = Process()
  private var hasEnded = false
  /// The seed of the input that the process worked on at the last call of `terminateIfHanging`.
  private var lastSeed = ""
  /// The time at which `lastSeed` changed.
  private var lastChange = ContinuousClock.now

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

  /// Starts another process for the inputs after the one that failed.
  func startAfterFailure() throws {
    guard let seed = UInt64(currentSeed) else { return }
    try start(from: seed + 1)
  }

  private func start(from seed: UInt64) throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments =
      [role, folder] + journals
      + ["--seed", "\(seed)", "--inputs", "\(max(seed, seeds.upperBound) - seed)"]
    // The messages of the library, and the backtrace of a crash.
    let messages = "\(folder)/messages-\(seed)"
    _ = FileManager.default.createFile(atPath: messages, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: messages)
    hasEnded = false
    try process.run()
  }

  /// Whether the process runs, or has ended without a call of ``takeFailure()`` since.
  var isRunning: Bool { !hasEnded }

  /// The number of checked inputs.
  var doneCount: Int {
    guard let seed = UInt64(currentSeed) else { return 0 }
    return hasEnded ? seeds.count : Int(clamping: Int64(seed) - Int64(seeds.lowerBound))
  }

  /// Kills the process if it has worked on one input for longer than a timeout.
  func terminateIfHanging(after timeout: Duration) {
    let current = currentSeed
    if current != lastSeed { (lastSeed, lastChange) = (current, .now) }
    if process.isRunning, .now - lastChange > timeout { kill(process.processIdentifier, SIGKILL) }
  }

  /// A description of the failure once the process has ended; nil if it has not failed.
  func takeFailure() -> String? {
    guard !hasEnded, !process.isRunning else { return nil }
    hasEnded = true
    guard process.terminationStatus != 0 || process.terminationReason != .exit else { return nil }
    let kind =
      process.terminationReason == .exit
      ? "a check failed" : "a crash or a hang, signal \(process.terminationStatus)"
    return "seed \(currentSeed): \(kind); the input, its seed and the messages are in \(folder)"
  }

  private var currentSeed: String {
    let text = (try? String(contentsOfFile: folder + "/seed", encoding: .utf8)) ?? ""
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
