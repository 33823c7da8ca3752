#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// Local file systems, to which only processes of this machine and this boot can write.
enum LocalFileSystem {
  #if canImport(Darwin)
    /// Whether a file is on a local file system.
    static func contains(_ path: String) -> Bool { false }
  #else
    // Overlays, FUSE and shared folders of virtual machines are excluded.
    private static let types: Set<Substring> = [
      "btrfs", "ext2", "ext3", "ext4", "f2fs", "tmpfs", "xfs", "zfs",
    ]

    /// Whether a file is on a local file system.
    static func contains(_ path: String) -> Bool {
      // Without O_NONBLOCK, opening a named pipe would wait for its other end.
      let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard file >= 0 else { return false }
      defer { close(file) }
      let label = "mnt_id:"
      let mount = SystemFile.contents(of: "/proc/self/fdinfo/\(file)").split(separator: "\n")
        .first { $0.hasPrefix(label) }?.dropFirst(label.count)
        .split(whereSeparator: \.isWhitespace).first
      guard let mount else { return false }
      // A line such as "36 35 98:0 / /mnt rw shared:1 - ext4 /dev/root rw".
      for line in SystemFile.contents(of: "/proc/self/mountinfo").split(separator: "\n") {
        let fields = line.split(separator: " ")
        guard fields.first == mount, let dash = fields.firstIndex(of: "-"),
          fields.indices.contains(dash + 1)
        else { continue }
        return types.contains(fields[dash + 1])
      }
      return false
    }
  #endif
}
