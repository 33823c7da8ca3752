import Testing

@testable import Attune

/// Encoding and decoding of `Codable` values as JSON.
@Suite struct JSONCodingTests {
  private enum Layer: Codable, Equatable {
    case dense(width: Int, bias: [Double])
    case dropout(Double)
    case flatten
  }

  private class Animal: Codable {
    var legs = 4
  }

  private final class Dog: Animal {
    var name = "Rex"

    private enum Keys: CodingKey {
      case name
    }

    init(legs: Int, name: String) {
      super.init()
      self.legs = legs
      self.name = name
    }

    required init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Keys.self)
      try super.init(from: container.superDecoder())
      name = try container.decode(String.self, forKey: .name)
    }

    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(name, forKey: .name)
      try super.encode(to: container.superEncoder())
    }
  }

  /// A matrix that is encoded with nested containers.
  private struct Matrix: Codable, Equatable {
    var rows: [[Double]]

    private enum Keys: CodingKey {
      case size, rows
    }

    init(rows: [[Double]]) { self.rows = rows }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Keys.self)
      let size = try container.nestedContainer(keyedBy: Keys.self, forKey: .size)
      let count = try size.decode(Int.self, forKey: .rows)
      var lists = try container.nestedUnkeyedContainer(forKey: .rows)
      rows = []
      while !lists.isAtEnd {
        var list = try lists.nestedUnkeyedContainer()
        var row: [Double] = []
        while !list.isAtEnd { row.append(try list.decode(Double.self)) }
        rows.append(row)
      }
      try #require(rows.count == count)
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      var size = container.nestedContainer(keyedBy: Keys.self, forKey: .size)
      try size.encode(rows.count, forKey: .rows)
      var lists = container.nestedUnkeyedContainer(forKey: .rows)
      for row in rows {
        var list = lists.nestedUnkeyedContainer()
        for value in row { try list.encode(value) }
      }
    }
  }

  private struct Empty: Codable, Equatable {}

  private struct Everything: Codable, Equatable {
    var bool = true
    var int = -7
    var narrow: Int8 = -128
    var wide = UInt64.max
    var double = 0.1
    var float: Float = 0.1
    var text = "Größe \"1\"\n\u{2028}🧪"
    var some: Int? = 3
    var none: Int?
    var holes: [Int?] = [1, nil, 3]
    var nested: [[String: [Double]]] = [["b": [1], "a": []], [:]]
    var byNumber = [2: "two", 1: "one"]
    var layers: [Layer] = [.dense(width: 3, bias: [0.5, -1]), .dropout(0.25), .flatten]
    var matrix = Matrix(rows: [[1, 2], [], [3.5]])
    var empty = Empty()
    var bytes: [UInt8] = [0, 255]
  }

  /// Encodes a value as text, as in a journal, and decodes it.
  private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
    let json = try JSONValueEncoder.encode(value)
    let parsed = try JSONParser.parse(JSONWriter.text(json, style: .compact))
    #expect(parsed == json)
    return try JSONValueDecoder.decode(Value.self, from: parsed)
  }

  @Test func `values of every type survive a round trip`() throws {
    let value = Everything()
    #expect(try roundTrip(value) == value)
  }

  @Test(arguments: [
    0, -0.0, 0.1, -1e300, .pi, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity,
    -.infinity, .nan,
  ])
  func `floating-point values survive a round trip bit for bit`(value: Double) throws {
    #expect(try roundTrip([value])[0].bitPattern == value.bitPattern)
    let single = Float(value)
    #expect(try roundTrip([single])[0].bitPattern == single.bitPattern)
  }

  @Test(arguments: [0, 1, 1 << 53 + 1, 1 << 63 - 1, 1 << 63, .max] as [UInt64])
  func `integers of any size survive a round trip`(value: UInt64) throws {
    #expect(try roundTrip(value) == value)
    #expect(try roundTrip(-Int64(clamping: value)) == -Int64(clamping: value))
  }

  @Test func `single values, arrays and nil are encoded directly`() throws {
    #expect(try JSONValueEncoder.encode(3) == 3)
    #expect(try JSONValueEncoder.encode("a") == "a")
    #expect(try JSONValueEncoder.encode([1.5]) == [1.5])
    #expect(try JSONValueEncoder.encode(Int?.none) == nil)
    #expect(try JSONValueEncoder.encode(Empty()) == [:])
    #expect(try JSONValueDecoder.decode(Int?.self, from: nil) == nil)
  }

  @Test func `dictionaries are encoded in the order of their keys`() throws {
    let names = (0..<50).map { "name \($0)" }
    let text = JSONWriter.text(
      try JSONValueEncoder.encode(Dictionary(uniqueKeysWithValues: zip(names, 0...))))
    #expect(text.hasPrefix("{\"name 0\": 0, \"name 1\": 1, \"name 10\": 10, "))
  }

  @Test func `a superclass is encoded separately`() throws {
    let dog = try roundTrip(Dog(legs: 3, name: "Bo"))
    #expect(dog.legs == 3)
    #expect(dog.name == "Bo")
  }

  @Test func `integers and floats are converted if the conversion is exact`() throws {
    #expect(try JSONValueDecoder.decode(Double.self, from: 2) == 2)
    #expect(try JSONValueDecoder.decode(Int.self, from: 2.0) == 2)
    #expect(throws: DecodingError.self) { try JSONValueDecoder.decode(Int.self, from: 2.5) }
    #expect(throws: DecodingError.self) { try JSONValueDecoder.decode(UInt8.self, from: 256) }
    #expect(throws: DecodingError.self) { try JSONValueDecoder.decode(UInt.self, from: -1) }
    #expect(throws: DecodingError.self) { try JSONValueDecoder.decode(Bool.self, from: 1) }
  }

  @Test func `an array that is too short is an error`() {
    struct Pair: Decodable {
      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        _ = try (container.decode(Int.self), container.decode(Int.self))
      }
    }
    #expect(throws: DecodingError.self) { try JSONValueDecoder.decode(Pair.self, from: [1]) }
  }
}
