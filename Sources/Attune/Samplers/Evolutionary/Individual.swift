/// A complete trial of a generation.
struct Individual: Sendable {
  /// The number of the trial.
  let number: Int

  /// Its losses and its constraint violation.
  let fitness: Fitness
}
