public import Files
internal import LinearAlgebra

extension NodeAttributes {
  /// Reads the attributes of a graph's nodes from a table or from a NumPy array.
  ///
  /// ```swift
  /// graph.attributes = try NodeAttributes(contentsOf: "people.csv", for: graph.identifiers)
  /// ```
  ///
  /// A **table** has one line for each node: its id, then one cell for each attribute. Cells are
  /// separated by tabs, commas or semicolons, whichever the first line has, or else by spaces. The
  /// first line is a header if its first cell is a word such as `id`, `node`, `name` or `gene` and no node
  /// is called so, if that cell is empty, or if it starts with `#` and has as many cells as the next. An attribute called `age:number` in the header holds
  /// numbers and is called `age`; all others hold categories. Without a header attributes are called
  /// `attribute 1`, `attribute 2`, ….
  ///
  /// A **NumPy array** (`.npy`, told by its contents) of whole numbers, n × A, has the categories of
  /// node *i* in row *i*.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - identifiers: what the nodes are called.
  ///   - table: how the lines of a table are written, as far as the first lines are not to tell it. Its
  ///     columns are that of the id and those of the attributes that are wanted.
  /// - Throws: ``/Files/FileError`` for an id that no node has, a second line for a node, a node without a
  ///   line, a line with too many or too few cells, a column that is missing, and a number that is none or
  ///   not finite.
  /// - Complexity: O(bytes + nodes)
  public init(
    contentsOf path: String, for identifiers: NodeIdentifiers, table: TableDialect = TableDialect()
  ) throws(FileError) {
    try self.init(try FileContents(at: path), identifiers: identifiers, dialect: table)
  }

  /// Reads attributes from bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: what the file would hold, compressed or not.
  ///   - name: what errors call the bytes.
  ///   - identifiers: what the nodes are called.
  ///   - table: how the lines of a table are written.
  /// - Throws: ``/Files/FileError`` for the same reasons as ``init(contentsOf:for:table:)``.
  /// - Complexity: O(bytes + nodes)
  public init(
    parsing bytes: [UInt8], named name: String, for identifiers: NodeIdentifiers,
    table: TableDialect = TableDialect()
  ) throws(FileError) {
    try self.init(try FileContents(bytes, name: name), identifiers: identifiers, dialect: table)
  }

  private init(
    _ contents: FileContents, identifiers: NodeIdentifiers, dialect: TableDialect
  ) throws(FileError) {
    let name = contents.name
    let isArray = unsafe contents.withBytes { unsafe NPYArray.isNPY($0) }
    if isArray {
      self = try unsafe contents.withBytes { (bytes) throws(FileError) in
        try unsafe Self.categories(try NPYArray(bytes, file: name), identifiers, file: name)
      }
      return
    }
    self = try unsafe contents.withText { (bytes) throws(FileError) in
      let text = unsafe String(validating: bytes, as: UTF8.self)
      guard let text else { throw FileError(file: name, reason: "expected a table in UTF-8") }
      return try Self.table(text, identifiers, dialect, file: name)
    }
  }

  private static func categories(
    _ array: NPYArray, _ identifiers: NodeIdentifiers, file: String
  ) throws(FileError) -> NodeAttributes {
    guard let integers = array.integers else {
      throw FileError(file: file, reason: "expected whole numbers, found \(array.header.type)")
    }
    let (rows, columns) = (array.rowCount, array.columnCount)
    guard rows == identifiers.count, columns > 0 else {
      throw FileError(
        file: file,
        reason: "expected a row for each of \(identifiers.count) nodes, found \(rows) × \(columns)")
    }
    return NodeAttributes(
      (0..<columns).map { column in
        Column(
          name: "attribute \(column + 1)",
          categories: (0..<rows).map { String(integers[$0 * columns + column]) })
      })
  }

  private static func table(
    _ text: String, _ identifiers: NodeIdentifiers, _ dialect: TableDialect, file: String
  ) throws(FileError) -> NodeAttributes {
    let lookup = NodeLookup(identifiers)
    var table = try AttributeCells(text, dialect: dialect, file: file) { lookup[$0] != nil }
    if let columns = dialect.columns { try table.keep(columns, file: file) }
    guard let width = table.header?.count ?? table.rows.first?.cells.count, width > 1 else {
      let hint = ", only a column of ids; --attribute-delimiter says what separates columns"
      throw FileError(file: file, reason: "holds no attributes\(table.rows.isEmpty ? "" : hint)")
    }
    var rowOfNode = [Int?](repeating: nil, count: identifiers.count)
    for (index, row) in table.rows.enumerated() {
      guard row.cells.count == width else {
        throw FileError(
          file: file, line: row.line, reason: "expected \(width) cells, found \(row.cells.count)")
      }
      guard let node = lookup[row.cells[0]] else {
        let isCounted = ["0", "1"].contains(row.cells[0]) && lookup[row.cells[1]] != nil
        let hint =
          isCounted
          ? "; if it numbers the row, --attribute-columns 2,3 chooses others"
          : index > 0 || table.header != nil ? "" : "; if it is a header, --attribute-header skips it"
        throw FileError(
          file: file, line: row.line, reason: "no node is called “\(row.cells[0])”\(hint)")
      }
      if let first = rowOfNode[node] {
        throw FileError(
          file: file, line: row.line,
          reason: "node “\(row.cells[0])” has a line already, line \(table.rows[first].line)")
      }
      rowOfNode[node] = index
    }
    var rows: [AttributeCells.Row] = []
    for node in 0..<identifiers.count {
      guard let index = rowOfNode[node] else {
        throw FileError(file: file, reason: "has no line for node “\(identifiers[node])”")
      }
      rows.append(table.rows[index])
    }
    var columns: [Column] = []
    for i in 1..<width {
      columns.append(
        try column(table.header?[i] ?? "attribute \(i)", cell: i, of: rows, file: file))
    }
    return NodeAttributes(columns)
  }

  private static func column(
    _ name: String, cell: Int, of rows: [AttributeCells.Row], file: String
  ) throws(FileError) -> Column {
    guard name.hasSuffix(":number") else {
      return Column(name: name, categories: rows.map { $0.cells[cell] })
    }
    var numbers: [Double] = []
    for row in rows {
      guard let number = decimalNumber(row.cells[cell].utf8), number.isFinite else {
        let bytes = Array(row.cells[cell].utf8)
        throw FileError(
          file: file, line: row.line,
          reason: Cell(bytes: bytes).isDecimalComma
            ? EdgeChunk.decimalComma(bytes).reason : "expected a finite number, found \(quoted(bytes))")
      }
      numbers.append(number)
    }
    return Column(name: String(name.dropLast(":number".count)), numbers: numbers)
  }
}
