/// Named JSON values in the order in which their names were first added.
///
/// Names are equal if they have the same code points, as in Python.
///
/// - Complexity: Look-up is O(*n*) for *n* names, since objects are usually small.
public struct JSONObject: Sendable {
  private var entries: [(key: String, value: JSONValue)] = []

  /// Creates an empty object.
  public init() {}

  /// Creates an object from pairs; among equal names the last value is kept, at the first position.
  public init(_ pairs: some Sequence<(String, JSONValue)>) {
    var indices: [Name: Int] = [:]
    for (key, value) in pairs { set(key, to: value, indices: &indices) }
  }

  /// Creates an object from pairs with distinct names.
  ///
  /// - Complexity: O(1); the names are not compared.
  package init(uniqueKeys pairs: [(key: String, value: JSONValue)]) {
    entries = pairs
  }

  /// Sets the value of a name, as one of a series of calls without other changes in between.
  ///
  /// - Parameter indices: The indices by name, which the calls maintain; empty before the first
  ///   call. It is used for many names, such as those of a checkpoint. A few names are found faster
  ///   by linear search.
  mutating func set(_ key: String, to value: JSONValue, indices: inout [Name: Int]) {
    guard entries.count >= 16 else { return self[key] = value }
    if indices.isEmpty {
      for index in entries.indices { indices[Name(entries[index].key)] = index }
    }
    if let index = indices[Name(key)] {
      entries[index].value = value
    } else {
      indices[Name(key)] = entries.count
      entries.append((key, value))
    }
  }

  /// The value of a name; nil if there is none.
  ///
  /// Setting nil removes the name.
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

  /// Returns the value of a name that is expected at an index, as in an object with the same names
  /// in the same order.
  ///
  /// - Complexity: O(1) if the name is at that index, otherwise O(*n*).
  func value(of key: String, near index: Int) -> JSONValue? {
    if index < entries.count, entries[index].key.isIdentical(to: key) {
      return entries[index].value
    }
    return self[key]
  }

  /// The names in order.
  public var keys: [String] { entries.map(\.key) }
}

extension JSONObject: RandomAccessCollection {
  /// The index of the first pair.
  public var startIndex: Int { 0 }

  /// The index after the last pair.
  public var endIndex: Int { entries.count }

  /// The name and the value at an index.
  public subscript(position: Int) -> (key: String, value: JSONValue) { entries[position] }
}

extension JSONObject: Equatable {
  /// Whether both contain the same names with equal values, in any order.
  public static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.count == b.count && a.allSatisfy { b[$0.key] == $0.value }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Creates an object from a literal; among equal names the last value is kept.
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
