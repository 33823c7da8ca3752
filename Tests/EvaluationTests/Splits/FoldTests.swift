import AttuneEvaluation
import Testing

@Suite struct FoldTests {
  @Test func `an element cannot both be fitted on and judge`() async {
    await #expect(processExitsWith: .failure) {
      _ = Fold(training: [0, 1], validation: [1])
    }
  }
}
