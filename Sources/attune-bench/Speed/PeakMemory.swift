import Foundation

/// The peak resident memory of this process.
enum PeakMemory {
  /// The number of bytes; nil on systems other than Linux.
  static func bytes() -> Int? {
    // The value of `getrusage` would include that of the parent process.
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let number = line.split(separator: " ").dropLast().last.flatMap({ Int($0) })
    else { return nil }
    return number * 1024
  }
}
