/// A model that is created from settings, fitted to examples, and then predicts outputs of other
/// examples.
///
/// ```swift
/// struct Ridge: Estimator {
///   struct Settings: TypedSpace {
///     @Tuned(in: 1e-3...1e3, scale: .log) var penalty = 1.0
///   }
///   private var slope = 0.0
///   private let penalty: Double
///
///   init(_ settings: Settings) { penalty = settings.penalty }
///   mutating func fit(_ inputs: [Double], _ outputs: [Double]) { … }
///   func predict(_ inputs: [Double]) -> [Double] { inputs.map { slope * $0 } }
/// }
/// ```
///
/// Every fit starts with a new estimator, so that no information passes from one fold to the next.
/// Transformations of the inputs, such as scaling, learn from data as well: pass them to the search
/// as `preparedBy:`, or make them part of ``fit(_:_:)``. Scaling all inputs beforehand would leak
/// information about the validation part of each fold. Classes can conform if their instances share
/// no state.
public protocol Estimator: SendableMetatype {
  /// The hyperparameters.
  associatedtype Settings: TypedSpace
  /// The input of an example, such as its features.
  associatedtype Input: Sendable
  /// The output to predict, such as the class.
  associatedtype Output: Sendable
  /// The type of a prediction, such as a probability for each class; by default the output type.
  associatedtype Prediction = Output

  /// Creates an unfitted estimator.
  init(_ settings: Settings)

  /// Fits the estimator to examples; called once.
  ///
  /// - Parameters:
  ///   - inputs: The inputs of the examples.
  ///   - outputs: The true outputs, one for each input.
  mutating func fit(_ inputs: [Input], _ outputs: [Output]) throws

  /// Predicts the outputs of examples.
  ///
  /// - Returns: A prediction for each input.
  func predict(_ inputs: [Input]) throws -> [Prediction]
}
