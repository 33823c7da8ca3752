import Attune

/// The samplers available on the command line, with their default settings.
struct SamplerChoice: RawRepresentable, CaseIterable {
  static let allCases = SamplerCatalogue.all.filter { !$0.isVariant }.map(SamplerChoice.init)

  /// The sampler that is used if none is given.
  static let standard = allCases[0]

  static let option = Option.choice(
    "sampler", of: SamplerChoice.self, "Sample values with this sampler.", default: standard)

  private let entry: SamplerCatalogue.Entry

  private init(_ entry: SamplerCatalogue.Entry) {
    self.entry = entry
  }

  /// Creates the choice with a name; nil if there is none.
  init?(rawValue: String) {
    guard let choice = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = choice
  }

  /// The kind of sampler recorded with a study; the standard one if it is not one of these.
  init(recordedWith study: StudySnapshot) {
    let summary = study.sampler ?? ""
    self =
      Self.allCases.first { summary.hasPrefix("\(type(of: $0.sampler))") } ?? .standard
  }

  /// The name.
  var rawValue: String { entry.name }

  /// The sampler.
  var sampler: any Sampler { entry.make() }
}
