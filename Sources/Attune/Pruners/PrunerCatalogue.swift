/// The built-in pruners by name, for the command and tests.
///
/// To add a pruner, add a line to ``all``.
package enum PrunerCatalogue {
  /// A named pruner.
  package struct Entry: Sendable {
    /// The name, such as `percentile`.
    package let name: String
    /// The number after the name; nil for a pruner without one.
    package let argument: Argument?
    private let make: @Sendable (Double) -> any Pruner

    fileprivate init(
      _ name: String, _ argument: Argument? = nil,
      _ make: @escaping @Sendable (Double) -> any Pruner
    ) {
      self.name = name
      self.argument = argument
      self.make = make
    }

    /// The pruner, with its example for an argument.
    package var example: any Pruner { make(Double(argument?.example ?? 0)) }

    /// Returns the pruner with the argument in a text; nil if the argument is missing, superfluous
    /// or invalid.
    package func pruner(argument text: Substring?) -> (any Pruner)? {
      guard let argument else { return text == nil ? make(0) : nil }
      guard let value = text.flatMap({ Double($0) }), argument.range.contains(value) else {
        return nil
      }
      return make(value)
    }
  }

  /// A number after the name of a pruner, as in `percentile:25`.
  package struct Argument: Sendable {
    /// The placeholder in help, such as `P`.
    package let placeholder: String
    /// The valid numbers.
    package let range: ClosedRange<Double>
    /// A valid number.
    package let example: Int
    /// The purpose of the example, such as `to keep the best quarter`.
    package let purpose: String

    fileprivate init(
      _ placeholder: String, in range: ClosedRange<Double>, example: Int, _ purpose: String
    ) {
      self.placeholder = placeholder
      self.range = range
      self.example = example
      self.purpose = purpose
    }
  }

  /// The pruners, the default one first.
  package static let all = [
    Entry("median") { _ in .median() },
    Entry("percentile", percentile) { .percentile($0) },
    Entry("wilcoxon") { _ in .wilcoxon() },
    Entry("none") { _ in .none },
  ]

  private static let percentile = Argument(
    "P", in: 0...100, example: 25, "to keep the best quarter")
}
