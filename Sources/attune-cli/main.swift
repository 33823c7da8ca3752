#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

// A process inherits blocked signals, for example from a thread of a dispatch queue, and an ignored
// SIGCHLD, with which waiting for a child would fail.
var signals = sigset_t()
sigemptyset(&signals)
for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
pthread_sigmask(SIG_UNBLOCK, &signals, nil)
signal(SIGCHLD, SIG_DFL)
// As usual for commands, a closed pipe, such as one to `head`, ends the command without a message.
signal(SIGPIPE, SIG_DFL)

let words = CommandLine.unsafeArgv.words.dropFirst()
if words.count > 1, let verb = words.first {
  let rest = Array(words.dropFirst())
  if verb == Supervisor.verb { Supervisor.run(rest) }
  if verb == Launcher.verb { Launcher.run(rest) }
}
exit(await Program.run(Array(words), Console()).rawValue)

extension UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
  /// The arguments as ``ByteText``; `CommandLine.arguments` replaces bytes that are not UTF-8.
  fileprivate var words: [String] {
    (0..<Int(CommandLine.argc)).compactMap { index in
      self[index].map { word in
        ByteText.text(
          of: UnsafeBufferPointer(start: word, count: strlen(word)).lazy
            .map(UInt8.init(bitPattern:)))
      }
    }
  }
}
