import Attune

/// A measurement of speed and its settings.
struct SpeedCase: Sendable {
  /// A kind of measurement.
  enum Kind: Sendable {
    /// The mean over the first trials of a study in memory.
    case first(SamplerSpecification)
    /// A trial of a study in memory after a number of others.
    case later(SamplerSpecification)
    /// The mean over the first trials of a study in a journal.
    case journalAppend(JournalDurability)
    /// Reading a journal.
    case journalLoad
  }

  /// The name: a sampler, a sampler with `-at-` and a number, one of ``journalCases`` or
  /// `journal-load`.
  let name: String
  /// The kind of measurement.
  let kind: Kind
  /// The number of trials that are run, exist before the measurement, or are loaded.
  let trials: Int
  /// The number of parameters of a trial.
  let parameters: Int
  /// The kind of the parameters.
  let space: SpeedSpace

  /// Creates the case with a name; the number in a name with `-at-` replaces `trials`.
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
    guard let range = name.firstRange(of: "-at-"), let number = Int(name[range.upperBound...])
    else {
      return nil
    }
    return (String(name[..<range.lowerBound]), number)
  }

  /// The arguments of `attune-bench speed` that select this measurement.
  var arguments: [String] {
    [
      "--case", name, "--trials", "\(trials)", "--parameters", "\(parameters)", "--space",
      space.rawValue,
    ]
  }
}
