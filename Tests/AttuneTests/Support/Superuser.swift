import Foundation
import Testing

/// Permissions do not bind the superuser, so a process that tests them must not be one.
enum Superuser {
  private static let nobody: uid_t = 65_534

  /// Whether a process can become another user; not where the name space has the superuser alone.
  static var canBeGivenUp: Bool {
    guard geteuid() == 0,
      let map = try? String(contentsOfFile: "/proc/self/uid_map", encoding: .utf8)
    else { return true }
    return map.split(separator: "\n").contains { line in
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      guard numbers.count == 3 else { return false }
      return (numbers[0]..<numbers[0] + numbers[2]).contains(Int(nobody))
    }
  }

  static func giveUp() throws {
    if geteuid() == 0 { try #require(seteuid(nobody) == 0) }
  }
}
