internal import Files

extension Graph {
  /// Reads a square matrix, sparse or dense, from a file of MATLAB (version 5, `.mat`).
  ///
  /// Nodes are called 1, 2, …, n, and all exist. A matrix that is not symmetric has directed edges. Only builds
  /// with the package trait `MATLAB` read such files.
  static func matlab(
    _ bytes: UnsafeBufferPointer<UInt8>, named file: String, options: GraphReadingOptions
  ) throws(FileError) -> ReadGraph {
    if unsafe bytes.starts(with: "MATLAB 7.3 MAT-file".utf8) {
      throw FileError(
        file: file, reason: "is a MATLAB file of version 7.3; save(…, '-v7') writes one that is read")
    }
    #if MATLAB
      let matrix = try unsafe MATLABFile(bytes, named: file).matrix(called: options.variable)
      let title = "MATLAB matrix \(quoted(matrix.name.utf8))"
      return matrix.entries.graph(options, firstName: 1, format: title)
    #else
      throw FileError(
        file: file,
        reason: "is a MATLAB file, which only builds with the package trait MATLAB read "
          + "(swift build --traits MATLAB); scipy.io.mmwrite makes a Matrix Market file of it")
    #endif
  }
}

// SAFETY: collection methods that know the number of bytes; nothing is indexed.
extension UnsafeBufferPointer<UInt8> {
  /// Whether this is a file of MATLAB, version 5 or later.
  var isMATLAB: Bool {
    unsafe starts(with: "MATLAB 5.0 MAT-file".utf8) || starts(with: "MATLAB 7.3 MAT-file".utf8)
  }
}
