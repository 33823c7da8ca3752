import Attune

/// A sampler as a command line names it: `random`, `tpe`, or with settings, as
/// `tpe:candidates=48,startup=5`.
struct SamplerSpecification: Sendable {
  /// How it was asked for.
  let name: String
  /// The sampler itself.
  let sampler: any Sampler

  /// The samplers there are, by name: what makes one from its settings.
  private static let makers:
    [(name: String, make: @Sendable ([Assignment]) throws -> any Sampler)] =
      [
        ("tpe", { .tpe(try configured(TPESampler.Configuration(), tpeSettings, $0)) }),
        ("tpe-optuna", { .tpe(try configured(.optuna, tpeSettings, $0)) }),
        ("tpe-univariate", { .tpe(try configured(univariate, tpeSettings, $0)) }),
        (
          "random",
          {
            _ = try configured((), [], $0); return .random
          }
        ),
      ]

  /// The settings of TPE by name.
  private static let tpeSettings: [(name: String, setting: Setting<TPESampler.Configuration>)] = [
    ("startup", .count(\.startupTrialCount)),
    ("candidates", .count(\.candidateCount, atLeast: 1)),
    ("multivariate", .flag(\.isMultivariate)),
    ("liar", .flag(\.usesConstantLiar)),
    ("ranks", .flag(\.usesRankWeights)),
    ("groups", .flag(\.usesGroups)),
    ("duplicates", .flag(\.avoidsDuplicates)),
    ("exponent", .number(\.bandwidthExponent, above: 0)),
  ]

  private static var univariate: TPESampler.Configuration {
    var configuration = TPESampler.Configuration()
    configuration.isMultivariate = false
    return configuration
  }

  /// Makes the sampler that a text names.
  init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    let wanted = parts.first ?? ""
    guard let maker = Self.makers.first(where: { $0.name == wanted }) else {
      let names = Self.makers.map(\.name).joined(separator: ", ")
      throw CommandError("there is no sampler \"\(wanted)\"; there are \(names)")
    }
    let assignments = try parts.dropFirst().joined().split(separator: ",").map(Assignment.init)
    name = text
    do {
      sampler = try maker.make(assignments)
    } catch let error as CommandError {
      throw CommandError("sampler \"\(text)\": \(error.description)")
    }
  }

  /// The samplers of a list with commas, in which `tpe:candidates=48,startup=5` is one sampler.
  static func list(_ text: String) throws -> [SamplerSpecification] {
    var texts: [String] = []
    for part in text.split(separator: ",") {
      // A setting behind a comma belongs to the sampler before it: no name has an equals sign.
      if part.contains("="), !part.contains(":"), let last = texts.popLast() {
        texts.append(last + "," + part)
      } else {
        texts.append(String(part))
      }
    }
    return try texts.map(SamplerSpecification.init)
  }

  private static func configured<Configuration>(
    _ configuration: Configuration, _ settings: [(name: String, setting: Setting<Configuration>)],
    _ assignments: [Assignment]
  ) throws -> Configuration {
    var configuration = configuration
    for assignment in assignments {
      guard let setting = settings.first(where: { $0.name == assignment.name })?.setting else {
        let names = settings.map(\.name).joined(separator: ", ")
        throw CommandError(
          "there is no setting \"\(assignment.name)\"; "
            + (names.isEmpty ? "it has none" : "there are \(names)"))
      }
      guard setting.set(&configuration, assignment.value) else {
        throw CommandError(
          "\"\(assignment.name)\" needs \(setting.kind), not \"\(assignment.value)\"")
      }
    }
    return configuration
  }
}

/// A setting and the text of its value.
private struct Assignment {
  let name: String
  let value: String

  init(_ text: Substring) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw CommandError("settings read name=value, not \"\(text)\"")
    }
    name = String(parts[0])
    value = String(parts[1])
  }
}
