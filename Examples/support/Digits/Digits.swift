// Reads the handwritten digits of the examples and splits them into three parts.

import Foundation

/// 1,797 handwritten digits of 8 x 8 pixels, split into training, validation and test rows.
///
/// The split is always the same, so that all trials use the same data. Hyperparameters are chosen
/// on `validation`; `test` is used once, at the end.
package struct Digits: Sendable {
  /// The number of pixels of an image.
  package static let pixelCount = 64
  /// The number of classes, the digits 0 to 9.
  package static let classCount = 10

  /// 60 % of the rows, for training.
  package let train: Dataset
  /// 20 % of the rows, to compare hyperparameters.
  package let validation: Dataset
  /// 20 % of the rows, to test the final choice.
  package let test: Dataset

  /// Loads and splits the file in the program's resources.
  package init() throws {
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
        throw row.error("has a pixel that is not an integer from 0 to 16")
      }
      guard let label = values[pixelCount], (0..<classCount).contains(label) else {
        throw row.error("does not end in a digit from 0 to 9")
      }
      dataset.append(pixels.map { Float($0) / 16 }, label: label)
    }
    return dataset
  }
}
