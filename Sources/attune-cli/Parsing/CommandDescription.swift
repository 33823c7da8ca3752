/// The description of a command, from which its parsing, help and completion derive.
struct CommandDescription: Sendable {
  /// A heading in the list of commands.
  enum Section: String, Sendable, CaseIterable {
    case running = "Run studies"
    case inspecting = "Inspect studies"
    case managing = "Manage studies and trials"
    case maintaining = "Maintain journals"
    case helping = "Help"
  }

  /// The name of the command.
  let name: String
  /// The heading under which help lists the command.
  let section: Section
  /// An imperative sentence of one line.
  let summary: String
  /// Further help in paragraphs.
  ///
  /// Lines that start with a space are not wrapped.
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

  /// The option that every command has.
  static let help = Option.flag("help", letter: "h", "Print help and exit.")
}
