import AttuneMySQL
import AttunePostgreSQL
import AttuneRelational
import Testing

@Suite struct ServerOptionTests {
  #if PostgreSQL
    @Test(arguments: [
      "sslmode=verify-full&sslrootcert=/ca.pem", "connect_timeout=5", "options=-c%20a%3D1",
      "application_name=x", "host=/var/run/postgresql", "client_encoding=utf8", "",
    ])
    func `options of libpq are accepted`(query: String) throws {
      _ = try PostgreSQLDriver(DatabaseURL("postgresql://h/d?\(query)"))
    }

    @Test(arguments: [
      ("prepared_statement_cache_size=0", "`prepared_statement_cache_size`"),
      ("ssl=require", "`sslmode`"), ("client_encoding=latin1", "utf8"),
      ("connect_timeout=soon", "`connect_timeout`"), ("dbname=x", "`dbname`"),
    ])
    func `other options for PostgreSQL are refused`(query: String, part: String) throws {
      let url = try DatabaseURL("postgresql://h/d?\(query)")
      let error = #expect(throws: DatabaseURLError.self) { try PostgreSQLDriver(url) }
      #expect(error?.description.contains(part) == true)
    }

    @Test func `a port without a PostgreSQL server is unreachable`() throws {
      let driver = try PostgreSQLDriver(DatabaseURL("postgresql://u:hunter2@127.0.0.1:1/d"))
      let error = #expect(throws: SQLError.self) { try driver.connect() }
      #expect(error?.kind == .unreachable)
      #expect(error?.message.contains("postgresql://u@127.0.0.1:1/d") == true)
      #expect(error?.message.contains("hunter2") == false)
    }
  #endif

  #if MySQL
    @Test(arguments: [
      "charset=utf8mb4", "ssl_ca=/ca.pem&ssl_verify_cert=true", "ssl-mode=VERIFY_IDENTITY",
      "ssl_disabled=true", "connect_timeout=5&read_timeout=60", "unix_socket=/run/mysqld.sock",
      "read_default_file=/a&read_default_group=b", "",
    ])
    func `options of MySQL clients are accepted`(query: String) throws {
      _ = try MySQLDriver(DatabaseURL("mysql://h/d?\(query)"))
    }

    @Test(arguments: [
      ("use_unicode=1", "`use_unicode`"), ("charset=latin1", "utf8mb4"),
      ("ssl_mode=MAYBE", "`ssl_mode`"), ("ssl_verify_cert=maybe", "`ssl_verify_cert`"),
      ("ssl_check_hostname=false", "`ssl_check_hostname`"), ("connect_timeout=0", "seconds"),
    ])
    func `other options for MySQL are refused`(query: String, part: String) throws {
      let url = try DatabaseURL("mysql://h/d?\(query)")
      let error = #expect(throws: DatabaseURLError.self) { try MySQLDriver(url) }
      #expect(error?.description.contains(part) == true)
    }

    @Test func `a port without a MySQL server is unreachable`() throws {
      let driver = try MySQLDriver(DatabaseURL("mysql://u:hunter2@127.0.0.1:1/d"))
      let error = #expect(throws: SQLError.self) { try driver.connect() }
      #expect(error?.kind == .unreachable)
      #expect(error?.message.contains("mysql://u@127.0.0.1:1/d") == true)
      #expect(error?.message.contains("hunter2") == false)
    }
  #endif
}
