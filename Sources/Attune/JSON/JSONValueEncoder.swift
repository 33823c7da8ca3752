/// An encoder that creates JSON values from `Encodable` values, including NaN and infinities.
struct JSONValueEncoder: Encoder {
  /// The maximum nesting depth; deeper values are rejected, since some readers could not parse
  /// them.
  static let maximumDepth = 100

  /// A node of the result, which is filled while a value is encoded.
  final class Node {
    private enum Content {
      case empty
      case value(JSONValue)
      case array([Node])
      case members([(key: String, node: Node)])
    }

    private var content = Content.empty

    /// The encoded value; an empty object if nothing was encoded.
    var value: JSONValue {
      switch content {
      case .empty: .object([:])
      case .value(let value): value
      case .array(let nodes): .array(nodes.map(\.value))
      case .members(let members):
        // Among equal names the last value is kept.
        .object(
          JSONObject(
            uniqueKeys: Dictionary(members.map { (Name($0.key), $0.node.value) }) { $1 }
              .sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }))
      }
    }

    var count: Int {
      if case .array(let nodes) = content { nodes.count } else { 0 }
    }

    func set(_ value: JSONValue) { content = .value(value) }

    func becomeArray() {
      if case .array = content { return }
      content = .array([])
    }

    func becomeObject() {
      if case .members = content { return }
      content = .members([])
    }

    /// Appends a new node to the array.
    func appended() -> Node {
      let node = Node()
      if case .array(var nodes) = content {
        // Releases the stored array, so that appending does not copy it.
        content = .empty
        nodes.append(node)
        content = .array(nodes)
      }
      return node
    }

    /// Adds a new node to the object under a name.
    func member(_ key: String) -> Node {
      let node = Node()
      if case .members(var members) = content {
        content = .empty
        members.append((key, node))
        content = .members(members)
      }
      return node
    }
  }

  let node: Node
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Encodes a value as JSON.
  static func encode(_ value: some Encodable) throws -> JSONValue {
    let node = Node()
    try encode(value, in: node, at: [])
    return node.value
  }

  fileprivate static func encode(
    _ value: some Encodable, in node: Node, at path: [any CodingKey]
  ) throws {
    if let primitive = value as? any JSONPrimitive { return node.set(primitive.codedValue) }
    guard path.count < maximumDepth else {
      throw EncodingError.invalidValue(
        value,
        EncodingError.Context(
          codingPath: [], debugDescription: "nested more than \(maximumDepth) levels deep"))
    }
    try value.encode(to: JSONValueEncoder(node: node, codingPath: path))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    node.becomeObject()
    return KeyedEncodingContainer(Keyed<Key>(node: node, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.becomeArray()
    return Unkeyed(node: node, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    Single(node: node, codingPath: codingPath)
  }
}

// The generic methods also replace the overloads for each primitive type.

private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: JSONValueEncoder.Node
  let codingPath: [any CodingKey]

  private func encoder(_ key: any CodingKey) -> JSONValueEncoder {
    JSONValueEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
  }

  func encodeNil(forKey key: Key) { node.member(key.stringValue).set(.null) }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try JSONValueEncoder.encode(
      value, in: node.member(key.stringValue), at: codingPath + [key])
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
  let node: JSONValueEncoder.Node
  let codingPath: [any CodingKey]

  var count: Int { node.count }

  private func encoder() -> JSONValueEncoder {
    let path = codingPath + [NamedKey(count)]
    return JSONValueEncoder(node: node.appended(), codingPath: path)
  }

  func encodeNil() { node.appended().set(.null) }

  func encode<T: Encodable>(_ value: T) throws {
    let path = codingPath + [NamedKey(count)]
    try JSONValueEncoder.encode(value, in: node.appended(), at: path)
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
  let node: JSONValueEncoder.Node
  let codingPath: [any CodingKey]

  func encodeNil() { node.set(.null) }

  func encode<T: Encodable>(_ value: T) throws {
    try JSONValueEncoder.encode(value, in: node, at: codingPath)
  }
}
