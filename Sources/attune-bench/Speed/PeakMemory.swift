import Foundation

/// The most memory that this process has held.
enum PeakMemory {
  /// The number of bytes; nil where the system is not Linux.
  static func bytes() -> Int? {
    // The system's other figure, of `getrusage`, is inherited from the parent process.
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let number = line.split(separator: " ").dropLast().last.flatMap({ Int($0) })
    else { return nil }
    return number * 1024
  }
}
