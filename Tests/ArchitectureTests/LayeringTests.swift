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
  func `a layer uses no type of a layer beside or above it`(layers: Layers) throws {
    let files = try #require(files[layers.module])
    var layerByType: [String: String] = [:]
    for file in files {
      for type in file.text.topLevelTypes { layerByType[type] = file.layer }
    }
    for file in files {
      let permitted = layers.permitted(for: file.layer) ?? []
      for word in SwiftText.words(of: file.text.code).sorted() {
        guard let layer = layerByType[word] else { continue }
        #expect(
          permitted.contains(layer),
          "\(file.path) uses \(word) of \(layer), which is not below it")
      }
    }
  }

  @Test(arguments: [Layers.library, .evaluation])
  func `the order lists exactly the layers that exist`(layers: Layers) throws {
    #expect(Set(layers.all.joined()) == Set(try #require(files[layers.module]).map(\.layer)))
  }

  @Test func `the architecture document shows the order and describes every layer`() throws {
    let document = try SourceFile.contents(of: "Docs/Architecture.md")
    let match = document.firstMatch(of: /```text\n([^`]*)\n```/)
    let picture = try #require(match?.output.1, "there is no picture of the layers")
    let names = Set(Layers.library.all.joined())
    let lines = picture.split(separator: "\n")
      .map { SwiftText.words(of: String($0)).intersection(names) }
      .filter { !$0.isEmpty }
    #expect(lines == Layers.library.all.map(Set.init), "the picture shows another order")
    let described = document.matches(of: /(?m)^\| `(\w+)` \|/).map { String($0.output.1) }
    #expect(described == Layers.library.all.flatMap(\.self), "the table describes other layers")
  }

  @Test func `numerics do not mention the domain`() throws {
    let words = [
      "trial", "study", "studies", "sampler", "pruner", "objective", "parameter", "hyperparameter",
      "journal", "storage", "optuna", "tpe",
    ]
    try expect("Numerics", of: .library, toAvoid: words)
  }

  @Test(arguments: ["Metrics", "Splits"])
  func `splits and metrics do not mention trials`(layer: String) throws {
    let words = ["trial", "study", "studies", "sampler", "pruner", "objective", "hyperparameter"]
    try expect(layer, of: .evaluation, toAvoid: words)
  }

  @Test func `the library imports neither Foundation nor the evaluation module`() throws {
    for file in try #require(files["Attune"]) {
      for module in file.text.importedModules {
        #expect(
          !module.hasPrefix("Foundation") && module != "AttuneEvaluation",
          "\(file.path) imports \(module)")
      }
    }
  }

  @Test func `the evaluation module imports only the library and the standard library`() throws {
    for file in try #require(files["AttuneEvaluation"]) {
      let others = file.text.importedModules.subtracting(["Attune", "Synchronization"])
      #expect(others.isEmpty, "\(file.path) imports \(others.sorted())")
    }
  }

  private func expect(_ layer: String, of layers: Layers, toAvoid words: [String]) throws {
    for file in try #require(files[layers.module]) where file.layer == layer {
      // The heading of a function's parameters in documentation comments is not the domain's word.
      let comments = file.text.comments.replacing(/- Parameters?\b/, with: "")
      for word in SwiftText.words(of: file.text.code + comments) {
        for part in parts(of: word) {
          let isOfDomain = words.contains { part == $0 || part == $0 + "s" }
          #expect(!isOfDomain, "\(file.path) mentions \(word)")
        }
      }
    }
  }

  /// The words in a name in camel case, and the whole name, in lower case.
  private func parts(of name: String) -> [String] {
    var parts: [String] = []
    for character in name {
      if character.isUppercase || parts.isEmpty { parts.append("") }
      parts[parts.count - 1] += character.lowercased()
    }
    return parts + [name.lowercased()]
  }
}
