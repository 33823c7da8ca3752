import Testing

@testable import Attune

@Suite struct ChunkedArrayTests {
  @Test func `the elements are those of an array`() {
    var random = RandomStream(seed: 6)
    var chunked = ChunkedArray<Int>()
    var array: [Int] = []
    #expect(chunked.isEmpty && chunked.first == nil)
    for number in 0..<2000 {
      chunked.append(number)
      array.append(number)
      let index = random.index(below: array.count)
      chunked[index] -= 3
      array[index] -= 3
    }
    #expect(Array(chunked) == array)
    #expect(chunked.count == 2000 && chunked.last == array.last)
    #expect(chunked[127...129].map { $0 } == Array(array[127...129]))
    #expect(chunked.reversed().elementsEqual(array.reversed()))
  }

  @Test(arguments: [0, 1, 127, 128, 129, 255, 256, 257, 1000])
  func `copies are independent`(count: Int) {
    var original = ChunkedArray<Int>()
    for number in 0..<count { original.append(number) }
    var copy = original
    copy.append(-1)
    for index in stride(from: 0, to: count, by: 50) { copy[index] = -2 }
    original.append(-3)
    #expect(Array(original) == Array(0..<count) + [-3])
    #expect(copy.count == count + 1 && copy.last == -1)
    for index in 0..<count { #expect(copy[index] == (index % 50 == 0 ? -2 : index)) }
  }

  @Test func `a copy does not see later changes`() {
    var array = ChunkedArray<Int>()
    var copies: [ChunkedArray<Int>] = []
    for number in 0..<300 {
      copies.append(array)
      array.append(number)
      array[number / 2] += 1000
    }
    var expected: [Int] = []
    for (number, copy) in copies.enumerated() {
      #expect(Array(copy) == expected)
      expected.append(number)
      expected[number / 2] += 1000
    }
  }
}
