#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// A stream of this process that text for people is written to: a terminal, or a file or pipe.
struct Terminal: Sendable {
  /// What a terminal can show.
  struct Style: Sendable, Hashable {
    var usesColor = false
    var usesUnicode = false
  }

  private let file: Int32

  /// Whether a line can be written again and again.
  let isLive: Bool

  let style: Style

  /// - Parameter file: The descriptor of the stream.
  init(_ file: Int32) {
    self.file = file
    isLive = isatty(file) == 1 && Self.variable("TERM") != "dumb"
    let language = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(Self.variable).first ?? ""
    style = Style(
      usesColor: isLive && Self.variable("NO_COLOR") == nil,
      usesUnicode: language.lowercased().contains("utf"))
  }

  static let output = Terminal(STDOUT_FILENO)
  static let errors = Terminal(STDERR_FILENO)

  /// How many columns there are at this moment.
  var width: Int {
    var size = winsize()
    // It is not recorded anywhere: the user may change it at any time.
    if ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return Self.variable("COLUMNS").flatMap { Int($0) } ?? 80
  }

  /// Writes a text as a whole, or as much of it as the stream takes.
  ///
  /// - Returns: Why not all of it was written, as `errno` has it; nil when it was.
  @discardableResult
  func write(_ text: String) -> Int32? {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return errno }
      bytes = bytes.dropFirst(written)
    }
    return nil
  }

  /// A variable of the environment; nil when it is not set or empty.
  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}

// Inside the type the plain name would find its own method.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
