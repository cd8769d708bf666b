internal import Files

extension Graph {
  /// Reads a sparse matrix that SciPy has saved (`.npz`): by rows, by columns, or by coordinates.
  ///
  /// Nodes are called 0, 1, …, n − 1, and all exist. A matrix that is not symmetric has directed edges.
  static func sparseMatrix(
    _ bytes: UnsafeBufferPointer<UInt8>, named file: String, options: GraphReadingOptions
  ) throws(FileError) -> ReadGraph {
    // A cut archive is told what it lacks; a text is told that it is none.
    guard unsafe bytes.starts(with: "PK".utf8) else {
      throw FileError(
        file: file, reason: "is no zip archive of NumPy arrays, as scipy.sparse.save_npz writes it")
    }
    let entries = try unsafe MatrixEntries(
      SparseArchive(archive: ZipArchive(bytes, file: file), file: file))
    return entries.graph(options, firstName: 0, format: "SciPy sparse matrix")
  }
}

/// The arrays in a file of SciPy.
@unsafe private struct SparseArchive {
  let archive: ZipArchive
  let file: String

  func array(_ name: String) throws(FileError) -> NPYArray? {
    guard let bytes = try unsafe archive.contents(of: name + ".npy") else { return nil }
    let place = unsafe "\(file) (\(name))"
    return try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in
      try unsafe NPYArray(bytes, file: place)
    }
  }

  func integers(_ name: String) throws(FileError) -> [Int64] {
    guard let array = try unsafe array(name) else {
      throw unsafe FileError(file: file, reason: "has no “\(name)” of a sparse matrix")
    }
    guard let integers = array.integers else {
      throw unsafe FileError(file: file, reason: "expected whole numbers in “\(name)”")
    }
    return integers
  }

  /// How the matrix is stored: three letters after the header of an array.
  func format() throws(FileError) -> String {
    guard let bytes = try unsafe archive.contents(of: "format.npy"), bytes.count > 10 else {
      let names = unsafe archive.names.prefix(6).joined(separator: ", ")
      throw unsafe FileError(
        file: file, reason: "expected a sparse matrix that SciPy has saved, found \(names)")
    }
    let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    return String(decoding: bytes.dropFirst(start).filter { $0 > 0x20 }, as: UTF8.self)
  }
}

extension MatrixEntries {
  fileprivate init(_ arrays: SparseArchive) throws(FileError) {
    self.init()
    let file = unsafe arrays.file
    func failure(_ reason: String) -> FileError { FileError(file: file, reason: reason) }
    let format = try unsafe arrays.format()
    guard ["csr", "csc", "coo"].contains(format) else {
      throw failure("expected a sparse matrix of format csr, csc or coo, found “\(format)”")
    }
    let shape = try unsafe arrays.integers("shape")
    guard shape.count == 2, shape[0] == shape[1] else {
      throw failure(
        "expected a square matrix, found \(shape.map(String.init).joined(separator: " × "))")
    }
    guard let data = try unsafe arrays.array("data") else {
      throw failure("has no “data” of a sparse matrix")
    }
    let numbers: [Double] = data.numbers()
    if let wrong = numbers.first(where: { !$0.isFinite }) {
      throw failure("edge weights must be finite, found “\(wrong)”")
    }
    let count = shape[0]
    func node(_ index: Int64) throws(FileError) -> Int32 {
      guard index >= 0, index < count else {
        throw failure("expected nodes from 0 to \(count - 1), found \(index)")
      }
      return Int32(index)
    }
    if format == "coo" {
      let (first, second) = try unsafe (arrays.integers("row"), arrays.integers("col"))
      // As with Matrix Market, a typing error should not cost all memory.
      guard count >= 0, count <= Int64(Int32.max),
        count <= max(1000 * Int64(numbers.count), 10_000_000)
      else { throw failure("expected a graph, found \(count) nodes with \(numbers.count) entries") }
      guard first.count == numbers.count, second.count == numbers.count else {
        throw failure("has \(first.count) rows and \(second.count) columns of \(numbers.count) data")
      }
      for index in first { rows.append(try node(index)) }
      for index in second { columns.append(try node(index)) }
    } else {
      let (starts, indices) = try unsafe (arrays.integers("indptr"), arrays.integers("indices"))
      guard Int64(starts.count) == count + 1, count <= Int64(Int32.max), starts.first == 0,
        indices.count == numbers.count, starts.last == Int64(indices.count),
        zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
      else { throw failure("has an “indptr” that does not fit its “indices” and “data”") }
      for i in 0..<Int(count) {
        for _ in starts[i]..<starts[i + 1] { rows.append(Int32(i)) }
      }
      for index in indices { columns.append(try node(index)) }
      if format == "csc" { swap(&rows, &columns) }
    }
    nodeCount = Int(count)
    if numbers.contains(where: { $0 != 1 }) { weights = numbers }
  }
}
