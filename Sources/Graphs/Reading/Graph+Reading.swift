public import Files

extension Graph {
  /// Reads a graph from a file: an edge list, triples, Matrix Market or GraphML, compressed with gzip or not.
  ///
  /// ```swift
  /// let graph = try Graph(edgesAt: "mail.edges")
  /// ```
  ///
  /// The format is told from the contents, whatever the file is called. In all formats a self-loop, or
  /// an edge of weight 0, is no edge, though its nodes exist; of repeated edges the largest weight
  /// stays; and nodes are numbered by the order of their identifiers, so that the order of lines has
  /// no influence.
  ///
  /// **Edge lists** have one edge per line: two node ids, perhaps a weight, and perhaps a timestamp,
  /// which is ignored. Columns are separated by spaces, tabs, commas or semicolons, any run of them.
  /// Blank lines and lines that start with `#` or `%` are skipped, as is a header that has no number in
  /// it over a line that starts with two (a header over string ids is an edge). The first data line
  /// decides whether ids are whole numbers or strings; a string with separators in it stands in double
  /// quotation marks, which make a string even of `"7"`. An isolated node is written as a loop, `7 7`.
  /// What networkx writes, `7 9 {'weight': 0.5}`, is read as well.
  ///
  /// **Matrix Market** files hold a square matrix of coordinates, `pattern`, `real` or `integer`,
  /// `general` (directed unless the options say otherwise) or `symmetric` (undirected). Nodes are
  /// called 1, 2, …, n and all exist.
  ///
  /// **GraphML** files may have an edge attribute called `weight`; node attributes become
  /// ``attributes``: a `float` or `double` a column of numbers, anything else one of categories. A
  /// node without a value gets the attribute's default, or else the category “”; a number that is
  /// missing is an error. A file whose node ids are all whole numbers gets those as identifiers.
  ///
  /// **Triples** are lines of head, relation and tail, separated by tabs, as DBP15K and OpenEA have them;
  /// the relations become ``relations``, the direction that of the edge unless the options say otherwise.
  /// They are told from an edge list if the third column is never a number in the first hundred lines, or
  /// if three columns are there and the file's name has `triple` or `relation` in it. Names run from tab to
  /// tab. An isolated node is written as a loop, whose relation does not count.
  ///
  /// - Parameters:
  ///   - path: a file, or `-` for standard input.
  ///   - options: how the file is understood.
  /// - Throws: ``/Files/FileError`` with the line, if the trouble is in one. An edge list without any data
  ///   line is an error; a graph of the other formats may be without edges, or even nodes.
  /// - Complexity: O(bytes), and O(n log n) if identifiers are strings or lie far apart
  public init(edgesAt path: String, options: GraphReadingOptions = .init()) throws(FileError) {
    self = try Self.read(try FileContents(at: path), hint: path, options: options)
  }

  /// Reads a graph from bytes in memory, as ``init(edgesAt:options:)`` reads one from a file.
  ///
  /// - Parameters:
  ///   - bytes: what the file would hold, compressed or not.
  ///   - name: what errors call the bytes; an ending such as `.mtx` is a hint, as a file's is.
  ///   - options: how the bytes are understood.
  /// - Throws: ``/Files/FileError`` for the same reasons.
  /// - Complexity: O(bytes), and O(n log n) if identifiers are strings or lie far apart
  public init(
    parsing bytes: [UInt8], named name: String, options: GraphReadingOptions = .init()
  ) throws(FileError) {
    self = try Self.read(try FileContents(bytes, name: name), hint: name, options: options)
  }

  private static func read(
    _ contents: FileContents, hint: String, options: GraphReadingOptions
  ) throws(FileError) -> Graph {
    let name = contents.name
    // SAFETY: the graph holds copies; no pointer to the bytes outlives the closure.
    return try unsafe contents.withBytes { (bytes) throws(FileError) in
      var format = options.format
      if format == nil { format = try unsafe GraphFormat.detect(in: bytes, path: hint, name: name) }
      let text = unsafe bytes.withoutByteOrderMark
      do throws(LineFailure) {
        switch format! {
        case .edgeList:
          let edges = try unsafe NumberedEdges(edgeList: text, options: options)
          guard let edges else { throw LineFailure(line: nil, reason: "holds no edges") }
          return Graph(edges, isDirected: options.isDirected ?? false)
        case .matrixMarket: return try unsafe Graph(matrixMarket: text, options: options)
        case .graphML: return try unsafe Graph(graphML: text, options: options)
        case .triples: return try unsafe Graph(triples: text, options: options)
        }
      } catch {
        throw error.inFile(name)
      }
    }
  }
}

extension NumberedEdges {
  /// Reads an edge list.
  ///
  /// - Parameter recordsLines: whether the line of each edge is wanted.
  /// - Returns: `nil` when there is no data line.
  init?(
    edgeList text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions,
    recordsLines: Bool = false, pieceSize: Int? = nil
  ) throws(LineFailure) {
    let detected = try unsafe text.withFinalLineFeed { (text) throws(LineFailure) in
      try unsafe EdgeListDialect.detect(in: text, options: options)
    }
    guard let (found, header) = detected else { return nil }
    var dialect = found
    dialect.recordsLines = recordsLines
    let chunks = try unsafe EdgeChunk.parseAll(
      text, dialect: dialect, skippedLine: header, pieceSize: pieceSize)
    try self.init(chunks, hasIntegerNodes: dialect.hasIntegerNodes)
  }
}
