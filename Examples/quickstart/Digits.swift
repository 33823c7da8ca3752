// Reads the handwritten digits that come with the example and splits them in three.

import ExampleSupport
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
    let all = try Self.read(CSVFile("digits", in: .module, columnCount: Self.pixelCount + 1))
    var generator = SplitMix64(seed: 20)
    let order = generator.permutation(of: all.count)
    let validationStart = all.count * 3 / 5
    let testStart = all.count * 4 / 5
    train = all.selecting(order[..<validationStart])
    validation = all.selecting(order[validationStart..<testStart])
    test = all.selecting(order[testStart...])
  }

  /// Reads 64 pixels from 0 to 16 and the digit of each line, and scales the pixels to 0...1.
  private static func read(_ file: CSVFile) throws -> Dataset {
    var dataset = Dataset(width: pixelCount)
    for row in file.rows {
      let values = row.fields.map { Int($0) }
      let pixels = values.dropLast().compactMap { $0 }.filter { (0...16).contains($0) }
      guard pixels.count == pixelCount else {
        throw row.error("has a pixel that is not a whole number from 0 to 16")
      }
      guard let label = values[pixelCount], (0..<classCount).contains(label) else {
        throw row.error("does not end in a digit from 0 to 9")
      }
      dataset.append(pixels.map { Float($0) / 16 }, label: label)
    }
    return dataset
  }
}
