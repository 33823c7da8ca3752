/// A model that is made of settings, fitted on examples and asked about others.
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
/// Every fit starts from a new estimator, so that nothing that one fold has taught is known in the
/// next. What prepares the inputs, as scaling, learns from data as well: give it to the search as
/// `preparedBy:`, or let it be part of ``fit(_:_:)``. Inputs that were scaled beforehand, all at once, tell
/// each fold of its validation part. A class conforms as a struct does, as long as its instances share nothing.
public protocol Estimator: SendableMetatype {
  /// The hyperparameters.
  associatedtype Settings: TypedSpace
  /// What is known of an example, such as its features.
  associatedtype Input: Sendable
  /// What is to be predicted of it, such as its class.
  associatedtype Output: Sendable
  /// What is predicted, such as a probability for each class; the output unless told otherwise.
  associatedtype Prediction = Output

  /// Creates an estimator that knows no examples.
  init(_ settings: Settings)

  /// Learns from examples; called once.
  ///
  /// - Parameters:
  ///   - inputs: What is known.
  ///   - outputs: What is to be predicted, one for each input.
  mutating func fit(_ inputs: [Input], _ outputs: [Output]) throws

  /// Predicts the outputs of examples.
  ///
  /// - Returns: A prediction for each input.
  func predict(_ inputs: [Input]) throws -> [Prediction]
}
