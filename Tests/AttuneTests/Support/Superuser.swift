import Foundation
import Testing

/// Dropping superuser privileges, which tests of permissions need, since permissions do not
/// restrict the superuser.
enum Superuser {
  private static let unprivilegedUser: uid_t = 65_534

  /// Whether the process is an ordinary user or can become one; false if the user namespace
  /// contains only the superuser.
  static var canDropPrivileges: Bool {
    guard geteuid() == 0,
      let map = try? String(contentsOfFile: "/proc/self/uid_map", encoding: .utf8)
    else { return true }
    return map.split(separator: "\n").contains { line in
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      guard numbers.count == 3 else { return false }
      return (numbers[0]..<numbers[0] + numbers[2]).contains(Int(unprivilegedUser))
    }
  }

  /// Becomes an ordinary user.
  static func dropPrivileges() throws {
    if geteuid() == 0 { try #require(seteuid(unprivilegedUser) == 0) }
  }
}
