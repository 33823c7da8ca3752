import Foundation
import Testing

@Suite struct LayeringTests {
  private let files: [String: [SourceFile]]

  init() throws {
    var files: [String: [SourceFile]] = [:]
    for layers in [Layers.library, .evaluation] {
      files[layers.module] = try SourceFile.all(under: "Sources/\(layers.module)")
    }
    self.files = files
    try #require(files.values.allSatisfy { $0.count > 30 })
  }

  @Test(arguments: [Layers.library, .evaluation])
  func `a room uses no type of a room beside or above it`(layers: Layers) throws {
    let files = try #require(files[layers.module])
    var rooms: [String: String] = [:]
    for file in files {
      for type in file.text.topLevelTypes { rooms[type] = file.room }
    }
    for file in files {
      let permitted = layers.permitted(for: file.room) ?? []
      for word in SwiftText.words(of: file.text.code).sorted() {
        guard let room = rooms[word] else { continue }
        #expect(
          permitted.contains(room), "\(file.path) uses \(word) of \(room), which is not below it")
      }
    }
  }

  @Test(arguments: [Layers.library, .evaluation])
  func `every room is known to the order, and the other way round`(layers: Layers) throws {
    #expect(Set(layers.all.joined()) == Set(try #require(files[layers.module]).map(\.room)))
  }

  @Test func `the architecture describes the order and every room`() throws {
    let document = try SourceFile.contents(of: "Docs/Architecture.md")
    let match = document.firstMatch(of: /## The rooms\n[\s\S]*?```text\n([^`]*)\n```/)
    let picture = try #require(match?.output.1, "there is no picture under \"The rooms\"")
    let names = Set(Layers.library.all.joined())
    let lines = picture.split(separator: "\n")
      .map { SwiftText.words(of: String($0)).intersection(names) }
      .filter { !$0.isEmpty }
    #expect(lines == Layers.library.all.map(Set.init), "the picture shows another order")
    let described = document.matches(of: /(?m)^\| `(\w+)` \|/).map { String($0.output.1) }
    #expect(described == Layers.library.all.flatMap(\.self), "the table describes other rooms")
  }

  @Test func `numerics know no word of the domain`() throws {
    let words = [
      "trial", "study", "studies", "sampler", "pruner", "objective", "parameter", "hyperparameter",
      "journal", "storage", "optuna", "tpe",
    ]
    try expect("Numerics", of: .library, toAvoid: words)
  }

  @Test(arguments: ["Metrics", "Splits"])
  func `splits and metrics know no trials`(room: String) throws {
    let words = ["trial", "study", "studies", "sampler", "pruner", "objective", "hyperparameter"]
    try expect(room, of: .evaluation, toAvoid: words)
  }

  @Test func `the library does without Foundation, and without the evaluation`() throws {
    for file in try #require(files["Attune"]) {
      for module in file.text.importedModules {
        #expect(
          !module.hasPrefix("Foundation") && module != "AttuneEvaluation",
          "\(file.path) imports \(module)")
      }
    }
  }

  @Test func `the evaluation imports the library and the standard library alone`() throws {
    for file in try #require(files["AttuneEvaluation"]) {
      let others = file.text.importedModules.subtracting(["Attune", "Synchronization"])
      #expect(others.isEmpty, "\(file.path) imports \(others.sorted())")
    }
  }

  private func expect(_ room: String, of layers: Layers, toAvoid words: [String]) throws {
    for file in try #require(files[layers.module]) where file.room == room {
      // What a function takes is called so in documentation comments.
      let comments = file.text.comments.replacing(/- Parameters?\b/, with: "")
      for word in SwiftText.words(of: file.text.code + comments) {
        for part in parts(of: word) {
          let isOfDomain = words.contains { part == $0 || part == $0 + "s" }
          #expect(!isOfDomain, "\(file.path) speaks of \(word)")
        }
      }
    }
  }

  /// The words that a name in camel case is made of, in lower case.
  private func parts(of name: String) -> [String] {
    var parts: [String] = []
    for character in name {
      if character.isUppercase || parts.isEmpty { parts.append("") }
      parts[parts.count - 1] += character.lowercased()
    }
    return parts + [name.lowercased()]
  }
}
