import Foundation
import Testing

@Suite struct LayeringTests {
  private let files: [SourceFile]

  init() throws {
    files = try SourceFile.all(under: "Sources/Attune")
    try #require(files.count > 50)
  }

  @Test func `a room uses no type of a room beside or above it`() {
    var rooms: [String: String] = [:]
    for file in files {
      for type in file.text.topLevelTypes { rooms[type] = file.room }
    }
    for file in files {
      let permitted = Layers.permitted(for: file.room) ?? []
      for word in SwiftText.words(of: file.text.code).sorted() {
        guard let room = rooms[word] else { continue }
        #expect(
          permitted.contains(room), "\(file.path) uses \(word) of \(room), which is not below it")
      }
    }
  }

  @Test func `every room is known to the order, and the other way round`() throws {
    #expect(Set(Layers.all.joined()) == Set(files.map(\.room)))
  }

  @Test func `the architecture describes the order and every room`() throws {
    let document = try SourceFile.contents(of: "Docs/Architecture.md")
    let match = document.firstMatch(of: /## The rooms\n[\s\S]*?```text\n([^`]*)\n```/)
    let picture = try #require(match?.output.1, "there is no picture under \"The rooms\"")
    let names = Set(Layers.all.joined())
    let lines = picture.split(separator: "\n")
      .map { SwiftText.words(of: String($0)).intersection(names) }
      .filter { !$0.isEmpty }
    #expect(lines == Layers.all.map(Set.init), "the picture shows another order")
    let described = document.matches(of: /(?m)^\| `(\w+)` \|/).map { String($0.output.1) }
    #expect(described == Layers.all.flatMap(\.self), "the table describes other rooms")
  }

  @Test func `numerics know no word of the domain`() throws {
    let words = [
      "trial", "study", "studies", "sampler", "pruner", "objective", "parameter", "hyperparameter",
      "journal", "storage", "optuna", "tpe",
    ]
    for file in files where file.room == "Numerics" {
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

  @Test func `the library does without Foundation`() {
    for file in files {
      for line in file.text.code.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import") else { continue }
        let modules = words[(place + 1)...].flatMap { $0.split(separator: ".") }
        #expect(!modules.contains { $0.hasPrefix("Foundation") }, "\(file.path): \(line)")
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
