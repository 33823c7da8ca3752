import Testing

@Suite struct SwiftTextTests {
  @Test func `comments and strings are told from code`() {
    let text = SwiftText(
      #"""
      /// A comment on "quotes".
      let a = "text // not a comment \(Interpolated("nested \(Deep.value)")) \" end"  // Behind
      /* Block */ let b = """
        long \(More.value) "text"
        """
      """#)
    let words = SwiftText.words(of: text.code)
    #expect(words == ["let", "a", "b", "Interpolated", "Deep", "value", "More"])
    #expect(
      SwiftText.words(of: text.comments) == ["A", "comment", "on", "quotes", "Behind", "Block"])
  }

  @Test func `types are found at the top level`() {
    let text = SwiftText(
      """
      public final class A { struct Nested {} }
      struct B: ~Copyable {
        enum Inner {}
      }
      @frozen public indirect enum C<T> {}
      private struct Hidden {}
      typealias D = Int
      extension E where F == G {}
      """)
    #expect(text.topLevelTypes == ["A", "B", "C", "D"])
    #expect(text.extendedTypes == ["E"])
  }

  @Test func `imported modules are found`() {
    let text = SwiftText(
      """
      import A
      @testable public import B  // and why
      import struct C.Nested
      let text = "import D"
      """)
    #expect(text.importedModules == ["A", "B", "C"])
  }
}
