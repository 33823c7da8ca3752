/// What the command line asks for.
struct Options {
  /// A command line that cannot be understood.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static let usage = "[--trials N] [--seed S] [--journal PATH] [--parallelism K]"

  /// How many finished trials the study is to hold.
  private(set) var trials = 60

  /// What all random numbers derive from.
  private(set) var seed: UInt64 = 42

  /// Where the trials are recorded.
  private(set) var journal = "quickstart.journal"

  /// How many trials run at a time.
  private(set) var parallelism = 1

  /// Reads the arguments behind the program's name.
  init(_ arguments: some Sequence<String>) throws {
    var arguments = arguments.makeIterator()
    while let name = arguments.next() {
      guard ["--trials", "--seed", "--journal", "--parallelism"].contains(name) else {
        throw Failure(description: "unknown option \(name); usage: quickstart \(Self.usage)")
      }
      guard let value = arguments.next() else {
        throw Failure(description: "\(name) needs a value; usage: quickstart \(Self.usage)")
      }
      switch name {
      case "--trials": trials = try Self.count(value, for: name)
      case "--parallelism": parallelism = try Self.count(value, for: name)
      case "--journal": journal = value
      default:
        guard let number = UInt64(value) else {
          throw Failure(description: "\(name) needs a whole number from 0 on, not \(value)")
        }
        seed = number
      }
    }
  }

  private static func count(_ text: String, for name: String) throws -> Int {
    guard let value = Int(text), value >= 1 else {
      throw Failure(description: "\(name) needs a whole number from 1 on, not \(text)")
    }
    return value
  }
}
