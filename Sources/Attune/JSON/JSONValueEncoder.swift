/// Turns encodable values into JSON values, NaN and infinities included.
struct JSONValueEncoder: Encoder {
  /// Deeper nesting than this is refused, so that every reader can follow it.
  static let maximumDepth = 100

  /// A place that is filled while a value describes itself.
  final class Place {
    private enum Content {
      case nothing
      case value(JSONValue)
      case list([Place])
      case members([(key: String, place: Place)])
    }

    private var content = Content.nothing

    /// What it has been filled with; an empty object when a value said nothing.
    var value: JSONValue {
      switch content {
      case .nothing: .object([:])
      case .value(let value): value
      case .list(let places): .array(places.map(\.value))
      case .members(let members):
        // Of equal names the last counts.
        .object(
          JSONObject(
            uniqueKeys: Dictionary(members.map { (Name($0.key), $0.place.value) }) { $1 }
              .sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }))
      }
    }

    var count: Int {
      if case .list(let places) = content { places.count } else { 0 }
    }

    func set(_ value: JSONValue) { content = .value(value) }

    func becomeList() {
      if case .list = content { return }
      content = .list([])
    }

    func becomeObject() {
      if case .members = content { return }
      content = .members([])
    }

    /// A new place at the end of the list.
    func appended() -> Place {
      let place = Place()
      if case .list(var places) = content {
        content = .nothing
        places.append(place)
        content = .list(places)
      }
      return place
    }

    /// A new place under a name of the object.
    func member(_ key: String) -> Place {
      let place = Place()
      if case .members(var members) = content {
        content = .nothing
        members.append((key, place))
        content = .members(members)
      }
      return place
    }
  }

  let place: Place
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The JSON of a value.
  static func encode(_ value: some Encodable) throws -> JSONValue {
    let place = Place()
    try encode(value, in: place, at: [])
    return place.value
  }

  fileprivate static func encode(
    _ value: some Encodable, in place: Place, at path: [any CodingKey]
  ) throws {
    if let primitive = value as? any JSONPrimitive { return place.set(primitive.codedValue) }
    guard path.count < maximumDepth else {
      throw EncodingError.invalidValue(
        value,
        EncodingError.Context(
          codingPath: [], debugDescription: "nested more than \(maximumDepth) levels deep"))
    }
    try value.encode(to: JSONValueEncoder(place: place, codingPath: path))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    place.becomeObject()
    return KeyedEncodingContainer(Keyed<Key>(place: place, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    place.becomeList()
    return Unkeyed(place: place, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    Single(place: place, codingPath: codingPath)
  }
}

// The generic methods stand for those of every primitive type as well.

private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let place: JSONValueEncoder.Place
  let codingPath: [any CodingKey]

  private func encoder(_ key: any CodingKey) -> JSONValueEncoder {
    JSONValueEncoder(place: place.member(key.stringValue), codingPath: codingPath + [key])
  }

  func encodeNil(forKey key: Key) { place.member(key.stringValue).set(.null) }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try JSONValueEncoder.encode(
      value, in: place.member(key.stringValue), at: codingPath + [key])
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder(NamedKey("super")) }

  func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

private struct Unkeyed: UnkeyedEncodingContainer {
  let place: JSONValueEncoder.Place
  let codingPath: [any CodingKey]

  var count: Int { place.count }

  private func encoder() -> JSONValueEncoder {
    let path = codingPath + [NamedKey(count)]
    return JSONValueEncoder(place: place.appended(), codingPath: path)
  }

  func encodeNil() { place.appended().set(.null) }

  func encode<T: Encodable>(_ value: T) throws {
    let path = codingPath + [NamedKey(count)]
    try JSONValueEncoder.encode(value, in: place.appended(), at: path)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }

  func superEncoder() -> any Encoder { encoder() }
}

private struct Single: SingleValueEncodingContainer {
  let place: JSONValueEncoder.Place
  let codingPath: [any CodingKey]

  func encodeNil() { place.set(.null) }

  func encode<T: Encodable>(_ value: T) throws {
    try JSONValueEncoder.encode(value, in: place, at: codingPath)
  }
}
