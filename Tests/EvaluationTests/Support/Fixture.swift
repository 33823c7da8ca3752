import Foundation
import Testing

/// Reference results of other programs, in the folder `Fixtures`.
enum Fixture {
  /// Reads a JSON file, given its path without the extension.
  static func read<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    let file = try #require(
      Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}
