#if MySQL
  #if canImport(Darwin)
    internal import Darwin
  #elseif canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #elseif canImport(Android)
    internal import Android
  #endif

  /// Has the system notice that the machine of a server failed.
  enum KeepAlive {
    /// Ends a connection when the other machine is silent for a minute and answers no probes.
    ///
    /// The system's defaults take two hours.
    static func enable(for socket: Int32) {
      set(SOL_SOCKET, SO_KEEPALIVE, 1, socket)
      #if canImport(Darwin)
        set(Int32(IPPROTO_TCP), TCP_KEEPALIVE, 30, socket)
      #else
        set(Int32(IPPROTO_TCP), TCP_KEEPIDLE, 30, socket)
        // Also while a statement is being sent, in milliseconds.
        set(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, 60_000, socket)
      #endif
      set(Int32(IPPROTO_TCP), TCP_KEEPINTVL, 10, socket)
      set(Int32(IPPROTO_TCP), TCP_KEEPCNT, 3, socket)
    }

    private static func set(_ level: Int32, _ option: Int32, _ value: Int32, _ socket: Int32) {
      var value = value
      // Sockets within the machine have no such options and do not need them.
      _ = setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
  }
#endif
