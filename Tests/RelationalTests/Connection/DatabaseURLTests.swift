import AttuneRelational
import Testing

@Suite struct DatabaseURLTests {
  @Test func `all parts of a URL are parsed`() throws {
    let url = try DatabaseURL(
      "postgresql+psycopg2://ada:s%3Ae%40t@db.example:5433/tuning%20runs?sslmode=verify-full&a=b%26c+d"
    )
    #expect(url.dialect == .postgreSQL)
    #expect(url.user == "ada")
    #expect(url.password == "s:e@t")
    #expect(url.host == "db.example")
    #expect(url.port == 5433)
    #expect(url.database == "tuning runs")
    #expect(url.options.map(\.name) == ["sslmode", "a"])
    #expect(url.option("sslmode") == "verify-full")
    #expect(url.option("a") == "b&c d")
    #expect(url.option("absent") == nil)
  }

  @Test(arguments: [
    ("postgresql://h/d", SQLDialect.postgreSQL), ("postgres://h/d", .postgreSQL),
    ("postgresql+psycopg://h/d", .postgreSQL), ("mysql://h/d", .mySQL),
    ("mysql+pymysql://h/d", .mySQL), ("mysql+mysqldb://h/d", .mySQL), ("mariadb://h/d", .mySQL),
    ("mariadb+mariadbconnector://h/d", .mySQL), ("sqlite:///d", .sqlite),
    ("sqlite+pysqlite:///d", .sqlite),
  ])
  func `the scheme selects the dialect`(text: String, dialect: SQLDialect) throws {
    #expect(try DatabaseURL(text).dialect == dialect)
  }

  @Test(arguments: [
    ("sqlite:///runs/study.db", "runs/study.db"), ("sqlite:////data/study.db", "/data/study.db"),
    ("sqlite:///a%20b%3F.db", "a b?.db"), ("sqlite:///a@b.db", "a@b.db"),
  ])
  func `a SQLite URL has a path`(text: String, path: String) throws {
    #expect(try DatabaseURL(text).database == path)
  }

  @Test func `parts that are missing are nil`() throws {
    let url = try DatabaseURL("postgresql://")
    #expect(url.user == nil && url.password == nil && url.host == nil)
    #expect(url.port == nil && url.database == nil && url.options.isEmpty)
    #expect(try DatabaseURL("postgresql:///d").database == "d")
    #expect(try DatabaseURL("mysql://u@/d?unix_socket=/tmp/s").option("unix_socket") == "/tmp/s")
    #expect(try DatabaseURL("mysql://u:@h/d").password == "")
    #expect(try DatabaseURL("mysql://h/").database == nil)
  }

  @Test func `an IPv6 address is in brackets`() throws {
    let url = try DatabaseURL("postgresql://u@[::1]:5433/d")
    #expect(url.host == "::1")
    #expect(url.port == 5433)
    #expect(url.description == "postgresql://u@[::1]:5433/d")
    #expect(try DatabaseURL("postgresql://[::1]/d").host == "::1")
  }

  @Test func `a password may contain a colon and a slash`() throws {
    let url = try DatabaseURL("mysql://u:a:b/c@h/d")
    #expect(url.password == "a:b/c")
    #expect(url.host == "h")
  }

  @Test func `an at sign after the host belongs to the database`() throws {
    let url = try DatabaseURL("mysql://h/d@e")
    #expect(url.user == nil)
    #expect(url.database == "d@e")
  }

  @Test(arguments: [
    ("study.db", "has no `://`"), ("oracle://h/d", "unknown scheme `oracle`"),
    ("postgresql://h:x/d", "port"), ("postgresql://h:0/d", "port"),
    ("postgresql://h:65536/d", "port"), ("postgresql://::1/d", "IPv6"),
    ("postgresql://[::1/d", "no closing `]`"), ("postgresql://[::1]x/d", "no closing `]`"),
    ("postgresql://u:%4@h/d", "invalid `%`"), ("postgresql://u:%zz@h/d", "invalid `%`"),
    ("postgresql://h/%ff", "invalid `%`"), ("postgresql://h/a%00b", "NUL"),
    ("postgresql://h/d?sslmode", "without `=`"), ("postgresql://h/d?a=1&a=2", "`a` twice"),
    ("sqlite://study.db", "three slashes"), ("sqlite://", "no path"), ("sqlite:///", "no path"),
    ("sqlite:///:memory:", "memory"), ("", "has no `://`"),
  ])
  func `an error says what is wrong`(text: String, part: String) {
    let error = #expect(throws: DatabaseURLError.self) { try DatabaseURL(text) }
    #expect(error?.description.contains(part) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    "postgresql://u:hunter2@h:5432/d?password=hunter2", "mysql://u:hunter2@h/d",
    "postgresql://u:hunter2@h/d?sslpassword=hunter2",
  ])
  func `no description contains the password`(text: String) throws {
    let url = try DatabaseURL(text)
    var dumped = ""
    dump(url, to: &dumped)
    for output in [url.description, url.debugDescription, "\(url)", dumped] {
      #expect(!output.contains("hunter2"))
    }
  }

  @Test(arguments: [
    "postgresql://u:hunter2@x@h/d", "postgresql://u:hunter2%@h/d", "mysql://u:hunter2",
    "mysql://u:hunter2@h:x/d", "u:hunter2@h/d", "mysql://u:hunter2@h/d?hunter2",
    "postgresql:u:hunter2@h://d",
  ])
  func `no error contains the password`(text: String) {
    let error = #expect(throws: DatabaseURLError.self) { try DatabaseURL(text) }
    #expect(error?.description.contains("hunter2") == false)
  }
}
