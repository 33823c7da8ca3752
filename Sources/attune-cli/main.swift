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

let words = Array(CommandLine.arguments.dropFirst())
if words.count > 1, words[0] == Supervisor.verb { Supervisor.run(Array(words.dropFirst())) }
exit(await Program.run(words, Console()).rawValue)
