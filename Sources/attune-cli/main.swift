#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

// Whoever starts the command from a thread of a queue hands down that signals are blocked, and whoever
// ignores the ends of children hands that down; nobody could wait for a program then.
var signals = sigset_t()
sigemptyset(&signals)
for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
pthread_sigmask(SIG_UNBLOCK, &signals, nil)
signal(SIGCHLD, SIG_DFL)
// As is usual of commands, a pipe that is closed, as by `head`, ends the command quietly.
signal(SIGPIPE, SIG_DFL)

let words = CommandLine.unsafeArgv.words.dropFirst()
if words.count > 1, let verb = words.first {
  let rest = Array(words.dropFirst())
  if verb == Supervisor.verb { Supervisor.run(rest) }
  if verb == Launcher.verb { Launcher.run(rest) }
}
exit(await Program.run(Array(words), Console()).rawValue)

extension UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
  /// The words up to nil; the standard library's lose what is not UTF-8.
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
