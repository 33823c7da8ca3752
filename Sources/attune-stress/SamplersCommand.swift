import Attune

/// `attune-stress samplers`: prints the specification of each sampler of the catalogue and the space
/// that `tune` needs for it.
struct SamplersCommand {
  /// Parses the arguments after the command's name.
  init(_ arguments: inout Arguments) throws {
    try arguments.finish()
  }

  /// Prints a line for each sampler and each of its variants.
  func run() {
    for specification in SamplerCatalogue.specifications {
      print(specification, StressObjective.Space.mixed)
    }
    for entry in SamplerCatalogue.finite {
      for specification in [entry.name] + entry.variants {
        print(specification, StressObjective.Space.finite)
      }
    }
  }
}
