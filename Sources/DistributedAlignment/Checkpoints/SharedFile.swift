internal import Files
internal import Foundation

/// A file that all ranks write their parts of, each at its place, and that gets its name when all are done.
///
/// It begins with four numbers: what it is a result of, and three that say how much there is.
struct SharedFile {
  static let headerSize = 32
  let path: String
  let key: UInt64

  /// What is kept, if the file is of the same key and complete; `nil` if not.
  func sizes() -> [Int]? {
    guard let file = FileHandle(forReadingAtPath: path),
      let head = try? file.read(upToCount: Self.headerSize), head.count == Self.headerSize
    else { return nil }
    let numbers = (0..<4).map { place in
      head[8 * place..<8 * place + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    guard numbers[0] == key, numbers[1...].allSatisfy({ $0 < 1 << 48 }) else { return nil }
    return numbers[1...].map { Int($0) }
  }

  /// Whether the file has just so many bytes after its header.
  func holds(_ byteCount: Int) -> Bool {
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    return size == Self.headerSize + byteCount
  }

  /// Writes this rank's parts; all ranks.
  ///
  /// - Parameter parts: elements, and where they begin after the header.
  func write(_ sizes: [Int], _ parts: [(offset: Int, bytes: [UInt8])], _ ranks: Ranks) throws {
    let temporary = path + ".part"
    if ranks.isFirst {
      var head = Data()
      for number in [key] + sizes.map(UInt64.init) {
        for shift in stride(from: 0, to: 64, by: 8) { head.append(UInt8(number >> UInt64(shift) & 0xff)) }
      }
      guard FileManager.default.createFile(atPath: temporary, contents: head) else {
        throw FileError(file: temporary, reason: "cannot be created")
      }
    }
    try ranks.meet()
    try writeParts(parts, to: temporary)
    // Only when all have written is it a checkpoint.
    try ranks.meet()
    if ranks.isFirst, unsafe rename(temporary, path) != 0 {
      throw FileError(file: path, reason: "cannot be written: \(unsafe String(cString: strerror(errno)))")
    }
    try ranks.meet()
  }

  private func writeParts(_ parts: [(offset: Int, bytes: [UInt8])], to path: String) throws {
    guard let file = FileHandle(forWritingAtPath: path) else {
      throw FileError(
        file: path, reason: "cannot be opened: a checkpoint needs a folder that all ranks share")
    }
    do {
      for part in parts where !part.bytes.isEmpty {
        try file.seek(toOffset: UInt64(Self.headerSize + part.offset))
        try file.write(contentsOf: part.bytes)
      }
      // What a machine that fails has not put on its disk would be lost.
      try file.synchronize()
      try file.close()
    } catch {
      throw FileError(file: path, reason: "cannot be written: \(error.localizedDescription)")
    }
  }

  /// Reads elements from a place on.
  func elements<Element: BitwiseCopyable>(at offset: Int, count: Int) throws -> [Element] {
    let size = count * MemoryLayout<Element>.stride
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw FileError(
        file: path, reason: "cannot be opened: a checkpoint needs a folder that all ranks share")
    }
    defer { try? file.close() }
    do {
      try file.seek(toOffset: UInt64(Self.headerSize + offset))
      let data = count > 0 ? try file.read(upToCount: size) ?? Data() : Data()
      guard data.count == size else { throw FileError(file: path, reason: "ends too early") }
      return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        // SAFETY: the buffer has room for as many bytes.
        unsafe data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
        initialized = count
      }
    } catch let error as FileError {
      throw error
    } catch {
      throw FileError(file: path, reason: "cannot be read: \(error.localizedDescription)")
    }
  }
}

extension Array where Element: BitwiseCopyable {
  /// The bytes of all elements.
  var rawBytes: [UInt8] { unsafe withUnsafeBytes { unsafe [UInt8]($0) } }
}
