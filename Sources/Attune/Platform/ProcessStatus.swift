#if !canImport(Darwin)
  /// The status of a process in Linux, as `/proc/N/stat` shows it.
  package struct ProcessStatus: Sendable, Hashable {
    /// The process number (PID) of the parent.
    package let parent: Int32

    /// The number of the process group.
    package let group: Int32

    /// The start time in clock ticks since the boot.
    let start: Int

    /// Whether the process has ended, but its parent has not waited for it yet.
    let isZombie: Bool

    /// Reads the status of a process; nil if the process is not visible.
    ///
    /// - Parameter process: The process number, or `self`.
    package init?(of process: String) {
      self.init(line: SystemFile.contents(of: "/proc/\(process)/stat"))
    }

    /// Parses a line of `/proc/N/stat`; nil if it is invalid.
    init?(line: String) {
      // The second field is the name in parentheses and may contain anything, so count from its
      // end. In UTF-8, since the parenthesis may form one character with the end of the name.
      guard let nameEnd = line.utf8.lastIndex(of: UInt8(ascii: ")")) else { return nil }
      let fields = line[nameEnd...].split(separator: " ")
      guard fields.count > 20, let parent = Int32(fields[2]), let group = Int32(fields[3]),
        let start = Int(fields[20])
      else { return nil }
      self.parent = parent
      self.group = group
      self.start = start
      isZombie = fields[1] == "Z" || fields[1] == "X"
    }
  }
#endif
