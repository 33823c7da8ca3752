import Attune

/// One measurement of speed, and the circumstances in which it is taken.
struct SpeedCase: Sendable {
  /// What is measured.
  enum Kind: Sendable {
    /// The mean over the first trials of a study in memory.
    case first(SamplerSpecification)
    /// A trial of a study that holds so many trials.
    case later(SamplerSpecification)
    /// The mean over the first trials of a study in a journal.
    case journalAppend(JournalDurability)
    /// Reading a journal of so many trials.
    case journalLoad
  }

  /// What it is called: a sampler, a sampler with `-at-` and a number, one of ``journalCases`` or
  /// `journal-load`.
  let name: String
  /// What is measured.
  let kind: Kind
  /// How many trials are run, are there already, or are loaded.
  let trials: Int
  /// How many parameters a trial has.
  let parameters: Int
  /// Of what kind they are.
  let space: SpeedSpace

  /// Creates the case of a name; the number in a name with `-at-` counts instead of `trials`.
  init(_ name: String, trials: Int, parameters: Int = 10, space: SpeedSpace = .float) throws {
    self.name = name
    self.parameters = parameters
    self.space = space
    if let durability = Self.journalCases[name] {
      (kind, self.trials) = (.journalAppend(durability), trials)
    } else if name == "journal-load" {
      (kind, self.trials) = (.journalLoad, trials)
    } else if let (sampler, number) = Self.split(name) {
      (kind, self.trials) = (.later(try SamplerSpecification(sampler)), number)
    } else {
      (kind, self.trials) = (.first(try SamplerSpecification(name)), trials)
    }
  }

  private static let journalCases: [String: JournalDurability] = [
    "journal-random": .finishedTrials, "journal-random-strict": .everyRecord,
    "journal-random-relaxed": .unsynchronized,
  ]

  private static func split(_ name: String) -> (sampler: String, number: Int)? {
    guard let place = name.firstRange(of: "-at-"), let number = Int(name[place.upperBound...])
    else {
      return nil
    }
    return (String(name[..<place.lowerBound]), number)
  }

  /// The words behind `attune-bench speed` that take this measurement alone.
  var arguments: [String] {
    [
      "--case", name, "--trials", "\(trials)", "--parameters", "\(parameters)", "--space",
      space.rawValue,
    ]
  }
}
