import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Writes how far a run has come to the standard error stream.
final class ProgressReporter: Sendable {
  private let isLive: Bool
  private let expectedCount: Int?
  private let start = ContinuousClock.now
  private let endedCount = Mutex(0)

  init(isLive: Bool, expectedCount: Int?) {
    self.isLive = isLive
    self.expectedCount = expectedCount
  }

  /// Whether the standard error stream is a terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Shows that a trial has ended.
  func trialEnded(_ trial: TrialSnapshot, in history: TrialHistory) {
    // The count's lock also keeps the lines of several workers apart.
    endedCount.withLock { count in
      count += 1
      let status = ProgressText.status(
        history, expectedCount: expectedCount, endedCount: count, elapsed: .now - start)
      Self.write(isLive ? "\r\(status)\u{1B}[K" : "\(ProgressText.line(trial)) | \(status)\n")
    }
  }

  /// Shows a sentence on a line of its own.
  func say(_ sentence: String) {
    endedCount.withLock { _ in Self.write(isLive ? "\r\(sentence)\u{1B}[K\n" : sentence + "\n") }
  }

  /// Leaves the line that was kept up to date.
  func end() {
    endedCount.withLock { count in
      if isLive, count > 0 { Self.write("\n") }
    }
  }

  /// Writes to the standard error stream.
  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { systemWrite(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}

// Inside the reporter the plain name would find its own method.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
