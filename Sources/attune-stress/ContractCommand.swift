import Attune
import AttuneDatabases
import AttuneRelational
import AttuneTesting
import Foundation

/// `attune-stress contract`: checks a storage by the contract kit.
///
/// All tables of a database, or the file, are removed before each part of the check.
struct ContractCommand {
  private let address: String
  private let resolution: Duration

  /// Parses the arguments after the command's name.
  init(_ arguments: inout Arguments) throws {
    address = try arguments.required("the storage")
    resolution = .microseconds(try arguments.number("--time-resolution", default: 1))
    try arguments.finish()
  }

  /// Checks the storage.
  func run() throws {
    let database = try AnyStorage.at(address).base as? RelationalStorage
    let contract = StorageContract(
      timeResolution: resolution,
      // SQLite and MySQL store negative zero as zero.
      distinguishesZeros: database.map { $0.dialect == .postgreSQL } ?? true
    ) { [address] in
      let storage = try AnyStorage.at(address)
      if let path = storage.filePath {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
      } else if let database = storage.base as? RelationalStorage {
        try database.removeTables()
      }
      return try AnyStorage.at(address).base
    } reopen: { [address] _ in
      try AnyStorage.at(address).base
    }
    try contract.check()
    print("\(try AnyStorage.at(address).displayName ?? "the storage") meets the contract")
  }
}
