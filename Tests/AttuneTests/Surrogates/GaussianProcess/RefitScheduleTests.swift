import Testing

@testable import Attune

@Suite struct RefitScheduleTests {
  private let schedule = RefitSchedule()

  @Test func `the interval of fits doubles with the number of observations`() {
    #expect((1...64).allSatisfy { schedule.fittedCount(for: $0) == $0 })
    #expect(
      [65, 66, 128, 129, 131, 132].map(schedule.fittedCount) == [64, 66, 128, 128, 128, 132])
    #expect(schedule.fittedCount(for: 1000) == 992)
    for count in 1...2000 {
      let fitted = schedule.fittedCount(for: count)
      #expect(fitted <= count && Double(fitted) > 0.95 * Double(count))
    }
  }

  @Test func `chains of fits are short, and consist of scheduled fits`() {
    for count in 1...2000 {
      var fitted = schedule.fittedCount(for: count)
      var length = 0
      while let previous = schedule.previousCount(of: fitted) {
        #expect(previous < fitted)
        #expect(schedule.fittedCount(for: previous) == previous)
        fitted = previous
        length += 1
      }
      #expect(fitted == 1)
      #expect(Double(length) <= 2 * Math.log(Double(count)) / Math.log(2) + 1e-9)
    }
  }

  @Test func `chains pass fits that start from the prior`() {
    for count in 16...2000 {
      var fitted: Int? = schedule.fittedCount(for: count)
      while let current = fitted, !schedule.usesPriorStarts(current) {
        fitted = schedule.previousCount(of: current)
      }
      #expect(fitted != nil)
    }
  }
}
