/// The first lines of a table, from which it is told how the others are written.
struct TableSample: Sendable {
  struct Line: Sendable {
    /// Counted from 1.
    var number: Int
    var bytes: [UInt8]
  }

  /// At most so many lines are looked at.
  static let limit = 100

  /// The first lines that are neither blank nor comments.
  private(set) var lines: [Line] = []
  /// The last comment before them.
  private(set) var comment: Line?
  /// The first comment between or after them.
  private(set) var laterComment: Line?
  /// Whether these are all lines there are.
  private(set) var isComplete = true

  /// - Parameter text: need not end with a line feed.
  init(_ text: UnsafeBufferPointer<UInt8>, comments: CommentSigns = CommentSigns()) {
    var (start, number) = (0, 0)
    while start < text.count {
      guard lines.count < Self.limit else {
        isComplete = false
        return
      }
      var end = start
      while unsafe end < text.count && text[end] != lineFeed { end += 1 }
      number += 1
      var bytes = unsafe text[start..<end]
      while unsafe bytes.last.map({ $0 == 0x0d || $0 == 0x20 }) ?? false {
        unsafe bytes.removeLast()
      }
      start = end + 1
      guard let first = unsafe bytes.first(where: { !isSeparator($0) }) else { continue }
      let line = unsafe Line(number: number, bytes: Array(bytes))
      if comments.contains(first) {
        if lines.isEmpty {
          comment = line
        } else if laterComment == nil {
          laterComment = line
        }
      } else {
        lines.append(line)
      }
    }
  }
}

extension TableSample {
  /// What separates columns.
  ///
  /// A tab, semicolon or comma that every line has, outside quotation marks and dictionaries, is what
  /// separates, and cells may hold everything else. If no line has a comma or semicolon it is spaces and
  /// tabs. Files that mix separators have any run of them, as before.
  ///
  /// - Throws: when the comma is one of decimals.
  func separation() throws(LineFailure) -> Separation {
    for line in lines {
      // `1 2 0,5`: whatever separates, it is not the comma.
      let cells = (try? Separation.spaces.cells(of: line.bytes)) ?? []
      if cells.count >= 3, cells[2].isDecimalComma {
        throw LineFailure(
          line: line.number,
          reason: "expected a decimal point, found the comma in “\(cells[2].text)”")
      }
    }
    for byte in [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")] {
      let strict = Separation(byte: byte)
      guard lines.allSatisfy({ Self.outsideMarks($0.bytes).contains(byte) }) else { continue }
      return isBetterMixed(than: strict) ? .any : strict
    }
    let hasMore = lines.contains { line in
      Self.outsideMarks(line.bytes).contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
    }
    return hasMore ? .any : .spaces
  }

  /// Whether cells hold spaces between what are numbers otherwise: `1<TAB>2 0.5`.
  private func isBetterMixed(than strict: Separation) -> Bool {
    var holdsSpaces = false
    for line in lines {
      let (cells, tokens) = (
        (try? strict.cells(of: line.bytes)) ?? [],
        (try? Separation.any.cells(of: line.bytes)) ?? []
      )
      guard tokens.count >= 2, tokens.count <= 4, tokens.allSatisfy(\.isNumber) else {
        return false
      }
      holdsSpaces = holdsSpaces || cells.contains { $0.bytes.contains(0x20) }
    }
    return holdsSpaces
  }

  /// A line up to its dictionary, if it has one, without what stands in quotation marks.
  private static func outsideMarks(_ line: [UInt8]) -> [UInt8] {
    var (bytes, isInside, last): ([UInt8], Bool, UInt8) = ([], false, 0x20)
    for byte in line {
      if byte == UInt8(ascii: "{"), !isInside, !bytes.isEmpty, isSeparator(last) { break }
      // A mark inside a name is just that.
      if byte == UInt8(ascii: "\""), isInside || isSeparator(last) {
        isInside.toggle()
      } else if !isInside {
        bytes.append(byte)
      }
      last = byte
    }
    return bytes
  }
}
