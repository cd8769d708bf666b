#if MATLAB
  internal import CMatio
  internal import Files

  // SAFETY: what matio returns is used while it is alive: the file is closed when this goes, variables are freed
  // where they were read. Arrays are read as far as matio says that they reach.

  /// A file of MATLAB, as matio reads it.
  @safe final class MATLABFile {
    private let file: OpaquePointer
    private let name: String
    /// matio opens files by their names; what was unpacked or came by a pipe has none.
    private let folder: ScratchFolder
    /// The variables that are square matrices, by name; fields of a structure as `Problem.A`.
    private var matrices: [(name: String, size: Int)] = []
    /// What else there is.
    private var others: [String] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, named name: String) throws(FileError) {
      try unsafe Self.checkElements(bytes, name)
      self.name = name
      folder = try ScratchFolder()
      let path = folder.path + "/matrix.mat"
      try FileWriter.write(to: path) { (writer) throws(FileError) in
        try unsafe writer.append(UnsafeRawBufferPointer(bytes))
      }
      guard let file = unsafe Mat_Open(path, Int32(MAT_ACC_RDONLY.rawValue)) else {
        throw FileError(file: name, reason: "cannot be read as a MATLAB file of version 5")
      }
      unsafe self.file = unsafe file
      while let variable = unsafe Mat_VarReadNextInfo(file) {
        unsafe list(variable)
        unsafe Mat_VarFree(variable)
      }
    }

    deinit { _ = unsafe Mat_Close(file) }

    /// Sees to it that the file ends where its last element does.
    private static func checkElements(
      _ bytes: UnsafeBufferPointer<UInt8>, _ name: String
    ) throws(FileError) {
      guard unsafe bytes.isMATLAB, bytes.count >= 128 else { return }
      let isLittle = unsafe bytes[126] == UInt8(ascii: "I")
      var position = 128
      while position < bytes.count {
        guard position + 8 <= bytes.count else { break }
        let size = unsafe bytes[position + 4..<position + 8].reduce(into: 0) { $0 = $0 << 8 | UInt32($1) }
        position += 8 + Int(isLittle ? size.byteSwapped : size)
      }
      guard position == bytes.count else {
        throw FileError(file: name, reason: "is cut off, or damaged: a variable goes on beyond its end")
      }
    }

    private func list(_ variable: UnsafeMutablePointer<matvar_t>) {
      let title = unsafe variable.pointee.name.map { unsafe String(cString: $0) } ?? ""
      guard unsafe variable.pointee.class_type == MAT_C_STRUCT else {
        return unsafe list(variable, title)
      }
      for i in 0..<Int(unsafe Mat_VarGetNumberOfFields(variable)) {
        guard let field = unsafe Mat_VarGetStructFieldByIndex(variable, i, 0),
          let names = unsafe Mat_VarGetStructFieldnames(variable), let name = unsafe names[i]
        else { continue }
        unsafe list(field, "\(title).\(String(cString: name))")
      }
    }

    private func list(_ variable: UnsafeMutablePointer<matvar_t>, _ title: String) {
      let value = unsafe variable.pointee
      guard unsafe value.rank == 2, let sizes = unsafe value.dims, unsafe sizes[0] == sizes[1],
        unsafe sizes[0] > 1, unsafe value.isComplex == 0, unsafe value.isMatrix
      else { return others.append(title) }
      matrices.append((title, unsafe sizes[0]))
    }

    /// Reads a matrix.
    ///
    /// - Parameter wanted: the variable; without it the one that is square.
    func matrix(called wanted: String?) throws(FileError) -> (name: String, entries: MatrixEntries) {
      let names = matrices.map(\.name)
      func failure(_ reason: String) -> FileError { FileError(file: name, reason: reason) }
      let shown = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
      guard let first = matrices.first else {
        let found = others.isEmpty ? "nothing" : others.prefix(6).joined(separator: ", ")
        throw failure("expected a square matrix of real numbers, found \(found)")
      }
      guard wanted != nil || names.count == 1 else {
        throw failure("holds several square matrices (\(shown)): --variable names the one to read")
      }
      guard let chosen = wanted == nil ? first : matrices.first(where: { $0.name == wanted }) else {
        throw failure("has no square matrix called “\(wanted!)”, only \(shown)")
      }
      guard chosen.size <= Int(Int32.max) else {
        throw failure("holds more than \(Int32.max) nodes")
      }
      // A damaged file may have variables without a name.
      let path = chosen.name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
      guard let variable = unsafe Mat_VarRead(file, path[0]) else {
        throw failure("is damaged: “\(chosen.name)” cannot be read")
      }
      defer { unsafe Mat_VarFree(variable) }
      let field =
        unsafe path.count == 1 ? variable : Mat_VarGetStructFieldByName(variable, path[1], 0)
      guard let field = unsafe field, unsafe field.pointee.data != nil,
        let entries = unsafe field.pointee.entries(size: chosen.size)
      else { throw failure("is damaged: “\(chosen.name)” does not fit its size") }
      if let wrong = entries.weights?.first(where: { !$0.isFinite }) {
        throw failure("edge weights must be finite, found “\(wrong)”")
      }
      return (chosen.name, entries)
    }
  }

  // SAFETY: as above.
  extension matvar_t {
    fileprivate var isMatrix: Bool {
      let last = MAT_C_UINT64.rawValue
      return unsafe class_type == MAT_C_SPARSE
        || (MAT_C_DOUBLE.rawValue...last).contains(class_type.rawValue)
    }

    /// The entries of a square matrix; `nil` when they do not fit.
    fileprivate func entries(size: Int) -> MatrixEntries? {
      var entries = MatrixEntries()
      entries.nodeCount = size
      var weights: [Double] = []
      if unsafe class_type == MAT_C_SPARSE {
        let sparse = unsafe data.assumingMemoryBound(to: mat_sparse_t.self).pointee
        guard unsafe Int(sparse.njc) == size + 1, unsafe sparse.jc != nil else { return nil }
        let starts = unsafe UnsafeBufferPointer(start: sparse.jc, count: size + 1)
        let count = unsafe Int(starts[size])
        guard unsafe starts[0] == 0, unsafe count <= Int(sparse.nir), unsafe count <= Int(sparse.ndata),
          unsafe zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
          let numbers = unsafe numbers(sparse.data, count)
        else { return nil }
        for column in 0..<size {
          for i in unsafe Int(starts[column])..<Int(starts[column + 1]) {
            guard unsafe Int(sparse.ir[i]) < size else { return nil }
            entries.rows.append(Int32(unsafe sparse.ir[i]))
            entries.columns.append(Int32(column))
          }
        }
        weights = numbers
      } else {
        guard unsafe nbytes / max(1, Int(data_size)) >= size * size,
          let numbers = unsafe numbers(data, size * size)
        else { return nil }
        for (i, number) in numbers.enumerated() where number != 0 {
          entries.rows.append(Int32(i % size))
          entries.columns.append(Int32(i / size))
          weights.append(number)
        }
      }
      if weights.contains(where: { $0 != 1 }) { entries.weights = weights }
      return entries
    }

    /// Numbers of the type that they have in memory.
    private func numbers(_ data: UnsafeMutableRawPointer?, _ count: Int) -> [Double]? {
      guard count > 0 else { return [] }
      guard let data = unsafe data else { return nil }
      func all<Number>(_ double: (Number) -> Double) -> [Double] {
        let numbers = unsafe data.assumingMemoryBound(to: Number.self)
        return (0..<count).map { double(unsafe numbers[$0]) }
      }
      return switch unsafe data_type {
      case MAT_T_DOUBLE: all { (number: Double) in number }
      case MAT_T_SINGLE: all { (number: Float) in Double(number) }
      case MAT_T_INT8: all { (number: Int8) in Double(number) }
      case MAT_T_UINT8: all { (number: UInt8) in Double(number) }
      case MAT_T_INT16: all { (number: Int16) in Double(number) }
      case MAT_T_UINT16: all { (number: UInt16) in Double(number) }
      case MAT_T_INT32: all { (number: Int32) in Double(number) }
      case MAT_T_UINT32: all { (number: UInt32) in Double(number) }
      case MAT_T_INT64: all { (number: Int64) in Double(number) }
      case MAT_T_UINT64: all { (number: UInt64) in Double(number) }
      default: nil
      }
    }
  }
#endif
