/// The built-in pruners by name, for the command, the benchmarks and tests.
///
/// A specification is a name with settings, such as `median`, `percentile:25,startup=10` or
/// `patient:5,pruner=median:warmup=3`. To add a pruner, add a line to ``all``.
package enum PrunerCatalogue {
  /// A named pruner.
  package struct Entry: Sendable {
    /// The name, such as `percentile`.
    package let name: String
    /// Specifications with settings, for tests.
    package let variants: [String]

    /// A specification with which trials are pruned.
    package var example: String { variants.first ?? name }

    fileprivate let make:
      @Sendable (inout StrategySettings) throws(StrategySpecificationError) -> any Pruner

    fileprivate init(
      _ name: String, variants: [String] = [],
      _ make:
        @escaping @Sendable (inout StrategySettings) throws(StrategySpecificationError) ->
        any Pruner
    ) {
      self.name = name
      self.variants = variants.map { "\(name):\($0)" }
      self.make = make
    }
  }

  /// The pruners, the default one first.
  package static let all = [
    Entry("median", variants: ["startup=2,warmup=1,interval=2"]) {
      settings throws(StrategySpecificationError) in try .median(&settings)
    },
    Entry("percentile", variants: ["25", "75,startup=2"]) {
      settings throws(StrategySpecificationError) in try .percentile(&settings)
    },
    Entry("successive-halving", variants: ["minimum=1,factor=2,bootstrap=1"]) {
      settings throws(StrategySpecificationError) in try .successiveHalving(&settings)
    },
    Entry("hyperband", variants: ["maximum=9"]) {
      settings throws(StrategySpecificationError) in try .hyperband(&settings)
    },
    Entry("wilcoxon", variants: ["threshold=0.2,startup=3"]) {
      settings throws(StrategySpecificationError) in try .wilcoxon(&settings)
    },
    Entry("threshold", variants: ["lower=0,upper=10"]) {
      settings throws(StrategySpecificationError) in try .threshold(&settings)
    },
    Entry("patient", variants: ["2", "1,delta=0.1,pruner=median:startup=2"]) {
      settings throws(StrategySpecificationError) in try .patient(&settings)
    },
    Entry("metric", variants: ["minimize=loss,pruner=median:startup=2"]) {
      settings throws(StrategySpecificationError) in try .metric(&settings)
    },
    Entry("dominated", variants: ["minimize=loss,minimize=ms,fraction=0.25,startup=2"]) {
      settings throws(StrategySpecificationError) in try .dominated(&settings)
    },
    Entry("none") { _ in .none },
  ]

  /// The names, the default one first.
  package static var names: [String] { all.map(\.name) }

  /// All names and variants that describe a pruner.
  package static var specifications: [String] {
    all.flatMap { [$0.name] + $0.variants }.filter { (try? pruner($0)) != nil }
  }

  /// Returns the pruner that a specification describes.
  package static func pruner(
    _ specification: String
  ) throws(StrategySpecificationError) -> any Pruner {
    let parts = specification.split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let entry = all.first(where: { $0.name == parts[0] }) else {
      throw StrategySpecificationError(
        "unknown pruner \"\(parts[0])\"; choose from " + names.joined(separator: ", "))
    }
    var settings = try StrategySettings(
      parts.dropFirst().first ?? "", of: "pruner", specification)
    let pruner = try entry.make(&settings)
    try settings.finish()
    return pruner
  }

  /// Returns the pruner that a study has recorded by its summary; nil if it is not one of these.
  ///
  /// If no specification here gives the summary, the pruner of the same type has other settings.
  package static func pruner(recordedAs summary: String) -> (any Pruner)? {
    let pruners = specifications.compactMap { try? pruner($0) }
    return pruners.first { $0.summary == summary }
      ?? pruners.first { summary == "\(type(of: $0))" || summary.hasPrefix("\(type(of: $0))(") }
  }
}
