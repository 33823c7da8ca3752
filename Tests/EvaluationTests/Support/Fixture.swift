import Foundation
import Testing

/// What other programs have computed, from the folder `Fixtures`.
enum Fixture {
  /// Reads a JSON file, named by its path without the ending.
  static func read<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    let file = try #require(
      Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}
