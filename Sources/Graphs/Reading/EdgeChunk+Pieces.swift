internal import Parallel

extension EdgeChunk {
  /// Reads all edges of a text, in pieces on several threads.
  ///
  /// The pieces depend on the text's length alone, and what they say is combined in their order: no
  /// result and no error depends on the number of threads.
  ///
  /// - Parameters:
  ///   - text: need not end with a line feed.
  ///   - firstLine: the number of the text's first line in its file.
  ///   - pieceSize: how many bytes a piece should have; for tests.
  /// - Throws: the first line that is wrong.
  static func parseAll(
    _ text: UnsafeBufferPointer<UInt8>, dialect: EdgeListDialect, skippedLine: Int? = nil,
    firstLine: Int = 1, pieceSize: Int? = nil
  ) throws(LineFailure) -> [EdgeChunk] {
    // A last line without a line feed gets one, in a piece of its own.
    let whole = unsafe text.lastIndex(of: lineFeed).map { $0 + 1 } ?? 0
    let rest = unsafe Array(text[whole...]) + (whole < text.count ? [lineFeed] : [])
    let size = max(pieceSize ?? max(1 << 20, text.count >> 10), 1)
    var bounds = [0]
    while let start = bounds.last, start < whole {
      var end = min(start + size, whole)
      while unsafe text[end - 1] != lineFeed { end += 1 }
      bounds.append(end)
    }
    // SAFETY: the pieces lie inside `text`, end with line feeds, and are only read.
    nonisolated(unsafe) let text = unsafe text
    let pieces = bounds
    var chunks = parallelMap(pieces.count - 1) { i in
      unsafe EdgeChunk(
        parsing: UnsafeBufferPointer(rebasing: text[pieces[i]..<pieces[i + 1]]), index: i,
        dialect: dialect, skippedLine: i == 0 ? skippedLine : nil)
    }
    unsafe chunks.append(
      rest.withUnsafeBufferPointer {
        unsafe EdgeChunk(
          parsing: $0, index: chunks.count, dialect: dialect,
          skippedLine: chunks.isEmpty ? skippedLine : nil)
      })
    var line = firstLine - 1
    for i in chunks.indices {
      if let failure = chunks[i].failure {
        throw LineFailure(
          line: line + chunks[i].lineCount, reason: failure.reason,
          wantsStrings: failure.wantsStrings)
      }
      for j in chunks[i].lines.indices { chunks[i].lines[j] += line }
      line += chunks[i].lineCount
    }
    return chunks
  }
}
