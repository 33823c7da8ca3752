/// Named JSON values that keep the order in which their names first came.
///
/// Names are equal when they have the same code points, as in Python.
///
/// - Complexity: Look-up is O(*n*) in the number of names: objects are small.
public struct JSONObject: Sendable {
  private var entries: [(key: String, value: JSONValue)] = []

  /// Creates an empty object.
  public init() {}

  /// Creates an object from pairs; of equal names the last value counts, at the first place.
  public init(_ pairs: some Sequence<(String, JSONValue)>) {
    var places: [Name: Int] = [:]
    for (key, value) in pairs { set(key, to: value, places: &places) }
  }

  /// Creates an object from pairs whose names differ.
  ///
  /// - Complexity: O(1); the names are not compared.
  init(uniqueKeys pairs: [(key: String, value: JSONValue)]) {
    entries = pairs
  }

  /// Sets the value of a name, one of a series with nothing else in between.
  ///
  /// - Parameter places: Empty at the start of the series. A few names are looked through faster than
  ///   they are hashed; many, as those of a checkpoint may be, are found by it.
  mutating func set(_ key: String, to value: JSONValue, places: inout [Name: Int]) {
    guard entries.count >= 16 else { return self[key] = value }
    if places.isEmpty {
      for index in entries.indices { places[Name(entries[index].key)] = index }
    }
    if let place = places[Name(key)] {
      entries[place].value = value
    } else {
      places[Name(key)] = entries.count
      entries.append((key, value))
    }
  }

  /// The value of a name; setting nil removes it.
  public subscript(key: String) -> JSONValue? {
    get { entries.first { $0.key.isIdentical(to: key) }?.value }
    set {
      let index = entries.firstIndex { $0.key.isIdentical(to: key) }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (nil, let value?): entries.append((key, value))
      case (let index?, nil): entries.remove(at: index)
      case (nil, nil): break
      }
    }
  }

  /// The value of a name that is likely at an index, as in an object with the same names in the same
  /// order.
  ///
  /// - Complexity: O(1) where the name is at that index, O(*n*) elsewhere.
  func value(of key: String, near index: Int) -> JSONValue? {
    if index < entries.count, entries[index].key.isIdentical(to: key) {
      return entries[index].value
    }
    return self[key]
  }

  /// The names in their order.
  public var keys: [String] { entries.map(\.key) }
}

extension JSONObject: RandomAccessCollection {
  /// The place of the first pair.
  public var startIndex: Int { 0 }

  /// The place behind the last pair.
  public var endIndex: Int { entries.count }

  /// The name and value at a place.
  public subscript(position: Int) -> (key: String, value: JSONValue) { entries[position] }
}

extension JSONObject: Equatable {
  /// Whether both hold the same names with equal values, in whatever order.
  public static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.count == b.count && a.allSatisfy { b[$0.key] == $0.value }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Creates an object from a literal; of equal names the last value counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements)
  }
}

extension JSONObject: CustomStringConvertible {
  /// The object as JSON text.
  public var description: String {
    JSONWriter.text(.object(self))
  }
}
