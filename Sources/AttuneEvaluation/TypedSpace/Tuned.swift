import Attune
import Synchronization

/// A tuned property of a ``TypedSpace``, with a default and a set of possible values.
///
/// It is read and written like any other property; changing a copy of the space does not affect the
/// original. Written values are not checked until they are recorded or enqueued. An invalid
/// combination of range, scale and step is an error of the first suggestion.
/// ``TypedSpace/searchSpace``, `enqueueDefaults` and searches also detect it, as well as a default
/// that is not a possible value.
@propertyWrapper public struct Tuned<Value: Sendable>: Sendable {
  private var content: TunedContent<Value>
  private let domain: TunedDomain<Value>

  init(_ value: Value, _ domain: TunedDomain<Value>) {
    content = TunedContent(value)
    self.domain = domain
  }

  /// The value: the default, or the value of a trial.
  public var wrappedValue: Value {
    get { content.value }
    // A new content object, since copies of the space share the old one.
    set { content = TunedContent(newValue) }
  }
}

extension Tuned: Equatable where Value: Equatable {
  /// Returns whether the values are equal; their possible values are not compared.
  public static func == (a: Tuned, b: Tuned) -> Bool { a.wrappedValue == b.wrappedValue }
}

extension Tuned: Hashable where Value: Hashable {
  /// Hashes the value.
  public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}

/// A ``Tuned`` property of any type, as found by reflection.
protocol TunedProperty {
  /// The identity of the object that stores the value.
  var contentIdentity: ObjectIdentifier { get }

  /// Sets the value to the one that a trial suggests.
  func fill(from trial: Trial, named name: String) throws

  /// Returns the names and labels of the parameters that represent the value in a study.
  func labels(named name: String) -> [(String, JSONValue)]

  /// Returns the labels with those of optional properties that are nil.
  ///
  /// - Parameter optionalsUsed: Whether the labels state that optional properties are used, or the
  ///   actual state.
  func allLabels(named name: String, optionalsUsed: Bool) -> [(String, JSONValue)]
}

extension Tuned: TunedProperty {
  func fill(from trial: Trial, named name: String) throws {
    content.value = try domain.value(trial, name)
  }

  var contentIdentity: ObjectIdentifier { ObjectIdentifier(content) }

  func labels(named name: String) -> [(String, JSONValue)] {
    domain.labels(wrappedValue, name)
  }

  func allLabels(named name: String, optionalsUsed: Bool) -> [(String, JSONValue)] {
    domain.allLabels(wrappedValue, name, optionalsUsed)
  }
}

/// A mutable reference to a value, through which a new space is filled: reflection can find
/// properties but not write them.
private final class TunedContent<Value: Sendable>: Sendable {
  private let state: Mutex<Value>

  init(_ value: Value) {
    state = Mutex(value)
  }

  var value: Value {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
