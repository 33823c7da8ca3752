import Attune

/// A sampler given on a command line: `random`, `tpe`, or with settings, such as
/// `tpe:candidates=48,startup=5`.
struct SamplerSpecification: Sendable {
  /// The text of the specification.
  let name: String
  /// The sampler.
  let sampler: any Sampler

  /// Creates the sampler that a text specifies.
  init(_ text: String) throws {
    name = text
    do {
      sampler = try SamplerCatalogue.sampler(text)
    } catch {
      throw CommandError(error.description)
    }
  }

  /// The samplers of a list separated by commas.
  ///
  /// A part continues the settings of the sampler before it, as in `qmc:scramble=false,halton,tpe`, unless
  /// it is the name of a sampler or has a colon.
  static func list(_ text: String) throws -> [SamplerSpecification] {
    var texts: [String] = []
    for part in text.split(separator: ",").map(String.init) {
      let isSampler = part.contains(":") || SamplerCatalogue.names.contains(part)
      if !isSampler, let last = texts.last, last.contains(":") {
        texts[texts.count - 1] = last + "," + part
      } else {
        texts.append(part)
      }
    }
    return try texts.map(SamplerSpecification.init)
  }
}
