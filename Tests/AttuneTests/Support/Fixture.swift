import Foundation
import Testing

@testable import Attune

/// A file of reference data.
enum Fixture {
  /// The path of a file.
  ///
  /// - Parameter name: The path relative to the folder `Fixtures`.
  static func path(_ name: String) throws -> String {
    let file = try folder().appendingPathComponent(name)
    try #require(
      FileManager.default.fileExists(atPath: file.path), "there is no fixture \(file.path)")
    return file.path
  }

  /// The bytes of a file.
  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// The value in a JSON file.
  static func json(_ name: String) throws -> JSONValue {
    try JSONParser.parse(String(decoding: bytes(name), as: UTF8.self))
  }

  /// The object in a JSON file.
  static func object(_ name: String) throws -> JSONObject {
    try #require(try json(name).objectValue, "\(name) is not an object")
  }

  /// A folder has no file of a kind.
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  /// The sorted names, without the suffix, of the files in a folder that have a prefix and a
  /// suffix.
  ///
  /// - Throws: An error if there are none, since a test of no file would pass.
  static func names(in folder: String, prefix: String = "", suffix: String) throws -> [String] {
    let path = try Self.folder().appendingPathComponent(folder).path
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }
      .map { String($0.dropLast(suffix.count)) }
    guard !names.isEmpty else {
      throw Missing(description: "no file of \(path) is named \(prefix)…\(suffix)")
    }
    return names.sorted()
  }

  /// The state that a journal among the fixtures records.
  static func state(journal name: String) throws -> LogState {
    try state(path: path(name))
  }

  /// The state that a journal records.
  static func state(path: String) throws -> LogState {
    var state = LogState()
    for record in try JournalStorage(path: path).records(after: .start).records {
      state.apply(record.operation)
    }
    return state
  }

  private static func folder() throws -> URL {
    try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
  }
}

// MARK: Reading reference data

extension JSONObject {
  /// The value of a name, which must exist.
  func required(_ key: String) throws -> JSONValue {
    try #require(self[key], "\"\(key)\" is missing")
  }

  func int(_ key: String) throws -> Int {
    try #require(try required(key).intValue, "\"\(key)\" is not an integer")
  }

  func double(_ key: String) throws -> Double {
    try required(key).referenceNumber()
  }

  func string(_ key: String) throws -> String {
    try #require(try required(key).stringValue, "\"\(key)\" is not a string")
  }

  func bool(_ key: String) throws -> Bool {
    let value = try required(key)
    return try #require(value.boolValue as Bool?, "\"\(key)\" is not a Boolean")
  }

  func array(_ key: String) throws -> [JSONValue] {
    try #require(try required(key).arrayValue, "\"\(key)\" is not an array")
  }

  func object(_ key: String) throws -> JSONObject {
    try #require(try required(key).objectValue, "\"\(key)\" is not an object")
  }

  func doubles(_ key: String) throws -> [Double] {
    try required(key).referenceNumbers()
  }

  func ints(_ key: String) throws -> [Int] {
    try array(key).map { try #require($0.intValue, "\"\(key)\" has an element that is no integer") }
  }

  /// The rows of numbers of a name.
  func rows(_ key: String) throws -> [[Double]] {
    try array(key).map { try $0.referenceNumbers() }
  }

  /// The objects of a name.
  func objects(_ key: String) throws -> [JSONObject] {
    try array(key).map {
      try #require($0.objectValue, "\"\(key)\" has an element that is no object")
    }
  }
}

extension JSONValue {
  /// The value as a number; reference data represent non-finite numbers as strings.
  func referenceNumber() throws -> Double {
    switch self {
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    case .string("nan"): .nan
    default: try #require(doubleValue, "\(self) is not a number")
    }
  }

  /// The value as an array of numbers.
  func referenceNumbers() throws -> [Double] {
    try #require(arrayValue, "\(self) is not an array").map { try $0.referenceNumber() }
  }
}

extension Double {
  /// Whether the number agrees with a reference within a tolerance, relative to the reference's
  /// magnitude or to 1, whichever is larger.
  func isClose(to reference: Double, within tolerance: Double) -> Bool {
    if self == reference || (isNaN && reference.isNaN) { return true }
    return abs(self - reference) <= tolerance * max(1, abs(reference))
  }
}
