import AttuneRelational
import Testing

@Suite struct PlaceholderTests {
  @Test(arguments: [
    ("SELECT 1", "SELECT 1", 0),
    ("INSERT INTO t VALUES (?, ?)", "INSERT INTO t VALUES ($1, $2)", 2),
    ("SELECT '?', ?", "SELECT '?', $1", 1),
    ("SELECT 'it''s ?', ?", "SELECT 'it''s ?', $1", 1),
    ("SELECT E'\\'?', ?", "SELECT E'\\'?', $1", 1),
    ("SELECT E'a''\\'?', ?", "SELECT E'a''\\'?', $1", 1),
    ("SELECT 'a\\', ?", "SELECT 'a\\', $1", 1),
    ("SELECT \"a?\", ?", "SELECT \"a?\", $1", 1),
    ("SELECT ? -- why?\n, ?", "SELECT $1 -- why?\n, $2", 2),
    ("SELECT /* a /* ? */ ? */ ?", "SELECT /* a /* ? */ ? */ $1", 1),
    ("SELECT $$ ? $$, $a$ ? $$ ? $a$, ?", "SELECT $$ ? $$, $a$ ? $$ ? $a$, $1", 1),
    ("SELECT 'é?', ?", "SELECT 'é?', $1", 1),
    ("SELECT 'open ?", "SELECT 'open ?", 0), ("SELECT /* open ?", "SELECT /* open ?", 0),
    ("SELECT $a$ open ?", "SELECT $a$ open ?", 0), ("?", "$1", 1), ("", "", 0),
    ("SELECT E'\\", "SELECT E'\\", 0),
  ])
  func `placeholders outside of texts and comments are numbered`(
    text: String, numbered: String, count: Int
  ) {
    let result = SQLStatement(text).numberedText
    #expect(result.text == numbered)
    #expect(result.placeholderCount == count)
  }
}
