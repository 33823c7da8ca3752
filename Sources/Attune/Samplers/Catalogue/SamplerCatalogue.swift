/// The built-in samplers by name, for the command, the benchmarks and tests.
///
/// A specification is a name with settings, such as `tpe`, `tpe:startup=20,liar=false` or `qmc:halton`. To add
/// a sampler, add a line to ``all``. The grid of given values has no name here; `grid` derives the values from
/// the space of the first trials.
package enum SamplerCatalogue {
  /// A named sampler.
  package struct Entry: Sendable {
    /// The name, such as `tpe-optuna`.
    package let name: String
    /// Specifications with other settings, for tests and benchmarks.
    package let variants: [String]

    fileprivate let make:
      @Sendable (inout SamplerSettings) throws(SamplerSpecificationError) -> any Sampler

    fileprivate init(
      _ name: String, variants: [String] = [],
      _ make:
        @escaping @Sendable (inout SamplerSettings) throws(SamplerSpecificationError) ->
        any Sampler
    ) {
      self.name = name
      self.variants = variants.map { "\(name):\($0)" }
      self.make = make
    }
  }

  /// The samplers, the default one first.
  package static let all = [
    Entry("tpe") { settings throws(SamplerSpecificationError) in try .tpe(&settings) },
    Entry("tpe-optuna") { settings throws(SamplerSpecificationError) in
      try .tpe(&settings, .optuna)
    },
    Entry("tpe-univariate") { settings throws(SamplerSpecificationError) in
      try .tpe(&settings, .univariate)
    },
    Entry("bohb") { settings throws(SamplerSpecificationError) in try .tpe(&settings, .bohb) },
    Entry("random") { _ in .random },
    Entry("qmc", variants: ["halton", "scramble=false"]) {
      settings throws(SamplerSpecificationError) in
      try .qmc(&settings)
    },
    Entry("lhs", variants: ["trials=16"]) { settings throws(SamplerSpecificationError) in
      try .latinHypercube(&settings)
    },
    Entry("nsga-ii", variants: ["population=6", "population=6,sbx,polynomial"]) {
      settings throws(SamplerSpecificationError) in try .nsgaII(&settings)
    },
    Entry("nsga-iii", variants: ["population=6,undx"]) {
      settings throws(SamplerSpecificationError) in try .nsgaIII(&settings)
    },
    Entry("cma-es", variants: ["separable", "margin", "lra", "ipop", "bipop", "pruned=true"]) {
      settings throws(SamplerSpecificationError) in try CMAESSampler(&settings)
    },
    Entry("gp") { settings throws(SamplerSpecificationError) in
      try GPSampler(&settings)
    },
    Entry("auto") { _ in .auto() },
    Entry("anneal", variants: ["rank=3,shrinkage=0.2"]) {
      settings throws(SamplerSpecificationError) in try .anneal(&settings)
    },
  ]

  /// The samplers that try a finite number of points once, and then end a run by themselves.
  ///
  /// The objective must ask for the same parameters after the same values.
  package static let finite = [
    Entry("grid") { settings throws(SamplerSpecificationError) in
      try .bruteForce(&settings, resolution: 10)
    },
    Entry("brute-force") { settings throws(SamplerSpecificationError) in
      try .bruteForce(&settings, resolution: nil)
    },
  ]

  /// The names, the default one first.
  package static var names: [String] { (all + finite).map(\.name) }

  /// All names and variants.
  package static var specifications: [String] { all.flatMap { [$0.name] + $0.variants } }

  /// Returns the sampler that a specification describes.
  package static func sampler(
    _ specification: String
  ) throws(SamplerSpecificationError) -> any Sampler {
    let parts = specification.split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let entry = (all + finite).first(where: { $0.name == parts[0] }) else {
      throw SamplerSpecificationError(
        "unknown sampler \"\(parts[0])\"; choose from "
          + names.joined(separator: ", "))
    }
    var settings = try SamplerSettings(
      parts.dropFirst().first ?? "", of: "sampler", specification)
    let sampler = try entry.make(&settings)
    try settings.finish()
    return sampler
  }

  /// Returns the sampler that a study has recorded by its summary; nil if it is not one of these.
  ///
  /// If no specification here gives the summary, the sampler of the same type has default settings.
  package static func sampler(recordedAs summary: String) -> (any Sampler)? {
    let samplers = (specifications + finite.map(\.name)).compactMap { try? sampler($0) }
    return samplers.first { $0.summary == summary }
      ?? samplers.first { summary == "\(type(of: $0))" || summary.hasPrefix("\(type(of: $0))(") }
  }
}
