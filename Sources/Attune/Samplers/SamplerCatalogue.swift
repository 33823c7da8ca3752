/// The built-in samplers by name, for the command, the benchmarks and tests.
///
/// To add a sampler, add a line to ``all``. The grid sampler has no name here, since it needs the
/// values of its grid.
package enum SamplerCatalogue {
  /// A named sampler.
  package struct Entry: Sendable {
    /// The name, such as `tpe-optuna`.
    package let name: String
    /// Whether it is another sampler of the catalogue with other settings.
    package let isVariant: Bool
    /// Creates the sampler.
    package let make: @Sendable () -> any Sampler

    fileprivate init(
      _ name: String, isVariant: Bool = false, _ make: @escaping @Sendable () -> any Sampler
    ) {
      self.name = name
      self.isVariant = isVariant
      self.make = make
    }
  }

  /// The samplers, the default one first.
  package static let all = [
    Entry("tpe") { .tpe() },
    Entry("tpe-optuna", isVariant: true) { .tpe(.optuna) },
    Entry("tpe-univariate", isVariant: true) { .tpe(multivariate: false) },
    Entry("random") { .random },
  ]
}
