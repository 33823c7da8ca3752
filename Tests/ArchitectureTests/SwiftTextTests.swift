import Testing

@Suite struct SwiftTextTests {
  @Test func `code is separated from comments and strings`() {
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

  @Test func `code and comments have the lines of the text`() {
    let text = SwiftText(
      #"""
      let a = """
        \(first) \
        text
        """  // Behind
      /* Block
       */
      let b = 1
      """#)
    let code = text.code.split(separator: "\n", omittingEmptySubsequences: false)
    let comments = text.comments.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(code.count == 7 && comments.count == 7)
    #expect(code[1].contains("first") && code[6] == "let b = 1")
    #expect(comments[3] == "// Behind" && comments[4].hasPrefix("/* Block"))
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
