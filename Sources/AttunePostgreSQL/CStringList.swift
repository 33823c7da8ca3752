#if PostgreSQL
  /// Texts as an array of C strings, in one block of memory.
  struct CStringList {
    /// All texts, each with its NUL.
    private var bytes: [CChar] = []

    /// Where the texts begin; nil for a null pointer.
    private var offsets: [Int?] = []

    /// The number of texts.
    var count: Int { offsets.count }

    init(_ texts: [String?]) {
      for text in texts {
        guard let text else {
          offsets.append(nil)
          continue
        }
        offsets.append(bytes.count)
        bytes += text.utf8.lazy.map { CChar(bitPattern: $0) }
        bytes.append(0)
      }
    }

    /// Calls a function with the array, which is valid until the function returns.
    func withPointers<Result>(
      _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
    ) -> Result {
      bytes.withUnsafeBufferPointer { bytes in
        let pointers = offsets.map { offset in
          offset.flatMap { offset in bytes.baseAddress.map { $0 + offset } }
        }
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
      }
    }
  }
#endif
