// Reads the handwritten digits that come with the example and splits them in three.

import Foundation

/// 1,797 handwritten digits of 8 x 8 pixels, split into training, validation and test rows.
///
/// The split is always the same: two trials differ by their hyperparameters, never by their data.
/// Hyperparameters are chosen on `validation`; `test` is looked at once, at the very end.
struct Digits: Sendable {
  /// How many pixels an image has.
  static let pixelCount = 64
  /// How many classes there are, the digits 0 to 9.
  static let classCount = 10

  /// 60 % of the rows, to learn from.
  let train: Dataset
  /// 20 % of the rows, to compare hyperparameters on.
  let validation: Dataset
  /// 20 % of the rows, to measure the final choice on.
  let test: Dataset

  /// Loads and splits the file bundled with the program.
  init() throws {
    guard let url = Bundle.module.url(forResource: "digits", withExtension: "csv") else {
      throw LoadError(file: "digits.csv", line: nil, reason: "not among the program's resources")
    }
    try self.init(contentsOf: url)
  }

  /// Loads and splits a file: a header, then 64 pixels from 0 to 16 and the digit on each line.
  init(contentsOf url: URL) throws {
    let all = try Digits.read(url)
    var generator = SplitMix64(seed: 20)
    let order = generator.permutation(of: all.count)
    let validationStart = all.count * 3 / 5
    let testStart = all.count * 4 / 5
    train = all.selecting(order[..<validationStart])
    validation = all.selecting(order[validationStart..<testStart])
    test = all.selecting(order[testStart...])
  }

  /// Reads every row and scales the pixels to 0...1.
  private static func read(_ url: URL) throws -> Dataset {
    let file = url.lastPathComponent
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      let reason = "cannot be read: \(error.localizedDescription)"
      throw LoadError(file: file, line: nil, reason: reason)
    }

    var rows = Dataset(width: pixelCount)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let values = line.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
      guard values.count == pixelCount + 1 else {
        let reason = "has \(values.count) columns, expected \(pixelCount + 1)"
        throw LoadError(file: file, line: index + 1, reason: reason)
      }
      let pixels = values.dropLast().compactMap { $0 }.filter { (0...16).contains($0) }
      guard pixels.count == pixelCount else {
        let reason = "has a pixel that is not a whole number from 0 to 16"
        throw LoadError(file: file, line: index + 1, reason: reason)
      }
      guard let label = values[pixelCount], (0..<classCount).contains(label) else {
        throw LoadError(file: file, line: index + 1, reason: "does not end in a digit from 0 to 9")
      }
      rows.append(pixels.map { Float($0) / 16 }, label: label)
    }
    guard rows.count > 0 else {
      throw LoadError(file: file, line: nil, reason: "has no rows below its header")
    }
    return rows
  }
}

extension Digits {
  /// Why the digits could not be loaded, and where in the file.
  struct LoadError: Error, CustomStringConvertible {
    /// The name of the file.
    let file: String
    /// The offending line, counted from 1, or nil when the whole file is meant.
    let line: Int?
    /// What is wrong with it.
    let reason: String

    /// File, line and reason, as a compiler would print them.
    var description: String {
      line.map { "\(file):\($0): this line \(reason)" } ?? "\(file): \(reason)"
    }
  }
}
