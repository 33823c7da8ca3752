/// What there is to know of a command: its parsing, its help and its completion come from this.
struct CommandDescription: Sendable {
  /// Under which heading the overall help lists a command.
  enum Section: String, Sendable, CaseIterable {
    case running = "Running studies"
    case looking = "Looking at studies"
    case steering = "Steering studies"
    case keeping = "Keeping journals"
    case helping = "Help"
  }

  /// The verb.
  let name: String
  /// Where the overall help lists it.
  let section: Section
  /// What it does, in a sentence of one line.
  let summary: String
  /// What else there is to say, in paragraphs; lines that start with two spaces stay as they are.
  let discussion: String
  let operands: [Operand]
  let options: [Option]

  init(
    _ name: String, _ section: Section, _ summary: String, discussion: String = "",
    operands: [Operand] = [], options: [Option] = []
  ) {
    self.name = name
    self.section = section
    self.summary = summary
    self.discussion = discussion
    self.operands = operands
    self.options = options + [Self.help]
  }

  /// What every command has.
  static let help = Option.flag("help", letter: "h", "Explain the command, and do nothing else.")
}
