import Attune
import Synchronization

/// A property of a ``TypedSpace`` that is to be tuned: its default, and the values it can take.
///
/// It is read and written as any other property; a copy of the space that is changed leaves the
/// original as it was. What is written is not checked until it is recorded or enqueued. A range, scale and
/// step that do not go together are found out by the first suggestion; and they, like a default that is not
/// among the values, by ``TypedSpace/searchSpace``, by `enqueueDefaults` and by searches.
@propertyWrapper public struct Tuned<Value: Sendable>: Sendable {
  private var content: TunedContent<Value>
  private let domain: TunedDomain<Value>

  init(_ value: Value, _ domain: TunedDomain<Value>) {
    content = TunedContent(value)
    self.domain = domain
  }

  /// The value: the default, or that of a trial.
  public var wrappedValue: Value {
    get { content.value }
    // A content of its own, since copies of the space share the old one.
    set { content = TunedContent(newValue) }
  }
}

extension Tuned: Equatable where Value: Equatable {
  /// Whether the values are equal, whatever else they could be.
  public static func == (a: Tuned, b: Tuned) -> Bool { a.wrappedValue == b.wrappedValue }
}

extension Tuned: Hashable where Value: Hashable {
  /// Feeds the value to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}

/// A property whatever its type, as reflection finds it.
protocol TunedProperty {
  /// Where the value is kept.
  var contentIdentity: ObjectIdentifier { get }

  /// Takes the value of a trial.
  func fill(from trial: Trial, named name: String) throws

  /// What stands for the value in a study.
  func labels(named name: String) -> [(String, JSONValue)]

  /// The same with all that is optional, which is said to be there, or to be as it is.
  func allLabels(named name: String, optionalsThere: Bool) -> [(String, JSONValue)]
}

extension Tuned: TunedProperty {
  func fill(from trial: Trial, named name: String) throws {
    content.value = try domain.value(trial, name)
  }

  var contentIdentity: ObjectIdentifier { ObjectIdentifier(content) }

  func labels(named name: String) -> [(String, JSONValue)] {
    domain.labels(wrappedValue, name)
  }

  func allLabels(named name: String, optionalsThere: Bool) -> [(String, JSONValue)] {
    domain.allLabels(wrappedValue, name, optionalsThere)
  }
}

/// A value that can be exchanged while nobody else has seen its space yet: reflection finds properties
/// but cannot write them.
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
