public import Files

extension Graph {
  /// Reads a graph from a file, compressed with gzip or not: an edge list or another ``GraphFormat``.
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
  /// **Folders** are read as one file that has the lines of all their files, by name, as Spark and Hadoop write them. What
  /// begins with `.` or `_` is left out, and of a first line that files have in common only the first counts.
  ///
  /// - Parameters:
  ///   - path: a file, a folder of files, or `-` for standard input.
  ///   - options: how the file is understood.
  /// - Throws: ``/Files/FileError`` with the line, if the trouble is in one. An edge list without any data
  ///   line is an error; a graph of the other formats may be without edges, or even nodes.
  /// - Complexity: O(bytes), and O(n log n) if identifiers are strings or lie far apart
  public init(edgesAt path: String, options: GraphReadingOptions = .init()) throws(FileError) {
    self = try Self.read(at: path, options: options).graph
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
    self = try Self.read(try FileContents(bytes, name: name), hint: name, options: options).graph
  }

  /// Reads a graph as ``init(edgesAt:options:)`` does, and says what was read.
  ///
  /// ```swift
  /// let (graph, notes) = try Graph.read(at: "mail.edges")
  /// print(notes.summary)
  /// ```
  ///
  /// - Parameters:
  ///   - path: a file, a folder of files, or `-` for standard input.
  ///   - options: how the file is understood.
  /// - Throws: ``/Files/FileError`` for the same reasons.
  /// - Complexity: O(bytes), and O(n log n) if identifiers are strings or lie far apart
  public static func read(
    at path: String, options: GraphReadingOptions = .init()
  ) throws(FileError) -> (graph: Graph, notes: ReadingNotes) {
    let read: ReadGraph
    if let files = try PartFiles(at: path) {
      let text = try JoinedText(files)
      do throws(FileError) {
        read = try Self.read(
          try FileContents(text.bytes, name: path), hint: files.paths[0], options: options)
      } catch {
        throw text.placing(error)
      }
    } else {
      read = try Self.read(try FileContents(at: path), hint: path, options: options)
    }
    return (read.graph, read.notes)
  }

  /// Reads a graph from bytes in memory, and says what was read.
  ///
  /// - Parameters:
  ///   - bytes: what the file would hold, compressed or not.
  ///   - name: what errors call the bytes; an ending such as `.mtx` is a hint, as a file's is.
  ///   - options: how the bytes are understood.
  /// - Throws: ``/Files/FileError`` for the same reasons.
  /// - Complexity: O(bytes), and O(n log n) if identifiers are strings or lie far apart
  public static func read(
    parsing bytes: [UInt8], named name: String, options: GraphReadingOptions = .init()
  ) throws(FileError) -> (graph: Graph, notes: ReadingNotes) {
    let read = try read(try FileContents(bytes, name: name), hint: name, options: options)
    return (read.graph, read.notes)
  }

  private static func read(
    _ contents: FileContents, hint: String, options: GraphReadingOptions
  ) throws(FileError) -> ReadGraph {
    let name = contents.name
    // No text: told before line ends are looked for.
    let matrix = try unsafe contents.withBytes { (bytes) throws(FileError) -> ReadGraph? in
      switch unsafe options.format ?? bytes.binaryFormat {
      case .npz: return try unsafe sparseMatrix(bytes, named: name, options: options)
      case .mat: return try unsafe matlab(bytes, named: name, options: options)
      default: return nil
      }
    }
    if var matrix {
      matrix.notes.ignoresWeights = options.ignoresWeights
      return matrix
    }
    // SAFETY: the graph holds copies; no pointer to the bytes outlives the closure.
    return try unsafe contents.withText { (text) throws(FileError) in
      let format = unsafe options.format ?? GraphFormat.detect(in: text, path: hint)
      do throws(LineFailure) {
        // An edge list may have names, which take more, or be another table.
        if format != .edgeList { try format.requireMemory(text.count) }
        if options.format == nil { try format.refuse(ending: hint) }
        var read =
          switch format {
          case .edgeList: try unsafe edgeList(text, options)
          case .matrixMarket: try unsafe matrixMarket(text, options: options)
          case .graphML: try unsafe graphML(text, options: options)
          case .triples: try unsafe triples(text, options: options)
          case .gml: try unsafe gml(text, options: options)
          case .sif: try unsafe sif(text, options: options)
          case .leda: try unsafe leda(text, options: options)
          case .json: try unsafe json(text, options: options)
          case .metis: try unsafe metis(text, options: options)
          case .adjacency: try unsafe adjacency(text, options: options)
          case .pajek: try unsafe pajek(text, options: options)
          case .gexf: try unsafe gexf(text, options: options)
          case .npz: throw LineFailure(line: nil, reason: "expected a zip archive of NumPy arrays")
          case .mat: throw LineFailure(line: nil, reason: "expected a file of MATLAB, version 5")
          }
        read.notes.ignoresWeights = options.ignoresWeights
        read.notes.doubts += read.graph.identifiers.hiddenDifferences
        return read
      } catch {
        throw error.inFile(name)
      }
    }
  }

  private static func edgeList(
    _ text: UnsafeBufferPointer<UInt8>, _ options: GraphReadingOptions
  ) throws(LineFailure) -> ReadGraph {
    let sample = unsafe TableSample(text, comments: CommentSigns(options.table.commentSigns))
    guard !sample.lines.isEmpty else {
      let comment = sample.comment.map { ", only comments such as \(quoted($0.bytes)) (--comment)" }
      throw LineFailure(line: nil, reason: "holds no edges\(comment ?? "")")
    }
    if options.table.columns == nil, let other = try unsafe otherTable(text, sample, options) {
      return other
    }
    var layout = try TableLayout(sample, dialect: options.table)
    try unsafe layout.considerSizes(in: text, sample, told: options.table.hasHeader)
    let dialect = EdgeListDialect(sample, layout, options: options)
    try GraphFormat.edgeList.requireMemory(text.count, isNamed: !dialect.hasIntegerNodes)
    let edges = try unsafe NumberedEdges(
      edgeList: text, dialect: dialect, headerLine: layout.headerLine)
    guard edges.listedCount > 0 else {
      throw LineFailure(
        line: nil, reason: "holds no edges, only the header \(layout.shownHeader)")
    }
    try edges.checkHeader(layout)
    var read = edges.read(isDirected: options.isDirected ?? false, format: "edge list")
    read.notes.remarks = layout.remarks
    read.notes.doubts = layout.doubts
    if options.table.hasHeader == nil, layout.headerLine == nil, layout.doubts.isEmpty {
      read.doubtFirstLine(sample, layout)
    }
    if let comment = sample.laterComment {
      read.notes.doubts.append(
        "line \(comment.number), \(quoted(comment.bytes)), is taken for a comment (--comment)")
    }
    read.notes.unused = layout.losses
    return read
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
    let sample = unsafe TableSample(text, comments: CommentSigns(options.table.commentSigns))
    guard !sample.lines.isEmpty else { return nil }
    let layout = try TableLayout(sample, dialect: options.table)
    var dialect = EdgeListDialect(sample, layout, options: options)
    dialect.recordsLines = recordsLines
    try unsafe self.init(
      edgeList: text, dialect: dialect, headerLine: layout.headerLine, pieceSize: pieceSize)
  }

  /// Reads an edge list whose first lines have been looked at.
  init(
    edgeList text: UnsafeBufferPointer<UInt8>, dialect: EdgeListDialect, headerLine: Int?,
    pieceSize: Int? = nil
  ) throws(LineFailure) {
    func parse(_ dialect: EdgeListDialect) throws(LineFailure) -> [EdgeChunk] {
      try unsafe EdgeChunk.parseAll(
        text, dialect: dialect, skippedLine: headerLine, pieceSize: pieceSize)
    }
    do {
      try self.init(try parse(dialect), hasIntegerNodes: dialect.hasIntegerNodes)
    } catch {
      // Ids that started as numbers may go on with `-7` or `007`: then all are strings.
      guard dialect.hasIntegerNodes, dialect.allowsStrings, error.wantsStrings else { throw error }
      var dialect = dialect
      dialect.hasIntegerNodes = false
      try self.init(try parse(dialect), hasIntegerNodes: false)
    }
  }

  /// Sees to it that a header is not there again further down, as in files that were put together.
  func checkHeader(_ layout: TableLayout) throws(LineFailure) {
    guard layout.headerLine != nil, !identifiers.areIntegers, layout.target < layout.names.count,
      layout.source < layout.names.count
    else { return }
    let words = [layout.names[layout.source], layout.names[layout.target]]
    let found = words.allSatisfy { word in
      (0..<identifiers.count).contains { identifiers[$0] == word }
    }
    if found {
      throw LineFailure(
        line: nil,
        reason: "has the header \(layout.shownHeader), and nodes called so: is it there twice? "
          + "--no-header says that it is an edge")
    }
  }
}
