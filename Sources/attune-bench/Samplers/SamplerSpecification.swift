import Attune

/// A sampler given on a command line: `random`, `tpe`, or with settings, such as
/// `tpe:candidates=48,startup=5`.
struct SamplerSpecification: Sendable {
  /// The text of the specification.
  let name: String
  /// The sampler.
  let sampler: any Sampler

  /// The settings of TPE.
  private static let tpeSettings: [(name: String, setting: Setting<TPESampler.Configuration>)] = [
    ("startup", .count(\.startupTrials)),
    ("candidates", .count(\.candidates, atLeast: 1)),
    ("multivariate", .flag(\.isMultivariate)),
    ("liar", .flag(\.usesConstantLiar)),
    ("ranks", .flag(\.usesRankWeights)),
    ("groups", .flag(\.usesGroups)),
    ("duplicates", .flag(\.avoidsDuplicates)),
    ("exponent", .number(\.bandwidthExponent, above: 0)),
  ]

  /// Creates the sampler that a text specifies.
  init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    let kind = parts.first ?? ""
    guard let entry = SamplerCatalogue.all.first(where: { $0.name == kind }) else {
      let names = SamplerCatalogue.all.map(\.name).joined(separator: ", ")
      throw CommandError("unknown sampler \"\(kind)\"; choose from \(names)")
    }
    let assignments = try parts.dropFirst().joined().split(separator: ",").map(Assignment.init)
    name = text
    do {
      sampler = try Self.configured(entry.make(), assignments)
    } catch let error as CommandError {
      throw CommandError("sampler \"\(text)\": \(error.description)")
    }
  }

  /// The samplers of a list separated by commas; `tpe:candidates=48,startup=5` is one sampler.
  static func list(_ text: String) throws -> [SamplerSpecification] {
    var texts: [String] = []
    for part in text.split(separator: ",") {
      // A part with an equals sign is a setting of the previous sampler: no name has one.
      if part.contains("="), !part.contains(":"), let last = texts.popLast() {
        texts.append(last + "," + part)
      } else {
        texts.append(String(part))
      }
    }
    return try texts.map(SamplerSpecification.init)
  }

  /// Returns a sampler with changed settings.
  private static func configured(
    _ sampler: any Sampler, _ assignments: [Assignment]
  ) throws -> any Sampler {
    if let tpe = sampler as? TPESampler {
      return .tpe(try configured(tpe.configuration, tpeSettings, assignments))
    }
    _ = try configured((), [], assignments)
    return sampler
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
          "unknown setting \"\(assignment.name)\"; "
            + (names.isEmpty ? "the sampler has none" : "choose from \(names)"))
      }
      guard setting.set(&configuration, assignment.value) else {
        throw CommandError(
          "\"\(assignment.name)\" needs \(setting.kind), not \"\(assignment.value)\"")
      }
    }
    return configuration
  }
}

/// The name of a setting and the text of its value.
private struct Assignment {
  let name: String
  let value: String

  init(_ text: Substring) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw CommandError("write settings as name=value, not \"\(text)\"")
    }
    name = String(parts[0])
    value = String(parts[1])
  }
}
