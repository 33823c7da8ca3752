public import Attune

extension AnyStorage {
  /// Opens the storage at an address.
  ///
  /// Addresses are spelled as Optuna spells them; the driver in a scheme such as `postgresql+psycopg2` is
  /// ignored.
  ///
  /// | address | storage |
  /// | --- | --- |
  /// | a path, or `journal:` and a path | a journal |
  /// | `sqlite:///relative/path`, `sqlite:////absolute/path` | a file of SQLite |
  /// | `postgresql://user@host:port/database` | a database of PostgreSQL |
  /// | `mysql://user@host:port/database` | a database of MySQL or MariaDB |
  ///
  /// Nothing is read or created before the storage is used.
  ///
  /// - Throws: `StorageError` when the address is invalid, or the program was built without the package
  ///   trait of the database.
  public init(at address: String) throws(StorageError) {
    self.init(try StorageAddress(text: address).open())
  }
}

extension Storage where Self == AnyStorage {
  /// The storage at an address, see ``AnyStorage/init(at:)``.
  ///
  /// - Throws: `StorageError` when the address is invalid, or the program was built without the package
  ///   trait of the database.
  public static func at(_ address: String) throws(StorageError) -> AnyStorage {
    try AnyStorage(at: address)
  }
}
