public import Files

/// The files of a tar archive (POSIX ustar, and GNU's long names), compressed with gzip or not.
///
/// Only what data sets need: plain files, by name. Links and devices are passed over.
public struct TarArchive: Sendable {
  /// What messages call the archive.
  public let name: String
  private let contents: FileContents
  private let ranges: [String: Range<Int>]

  /// The names of the files, in the order of the archive.
  public let names: [String]

  /// Reads the table of an archive.
  ///
  /// - Throws: ``Files/FileError`` when it is damaged or cut off.
  /// - Complexity: O(files), and O(bytes) if it is compressed.
  public init(contentsOf path: String) throws(FileError) {
    try self.init(FileContents(at: path))
  }

  /// Reads an archive in memory.
  public init(parsing bytes: [UInt8], named name: String) throws(FileError) {
    try self.init(FileContents(bytes, name: name))
  }

  private init(_ contents: FileContents) throws(FileError) {
    let file = contents.name
    name = file
    self.contents = contents
    (names, ranges) = try contents.withSpan { (bytes) throws(FileError) in
      var (names, ranges): ([String], [String: Range<Int>]) = ([], [:])
      var position = 0
      var longName: String?
      while position + 512 <= bytes.count {
        let header = bytes.extracting(position..<position + 512)
        // Two blocks of zeros end an archive; one is enough to know.
        if header.indices.allSatisfy({ header[$0] == 0 }) { break }
        guard Self.octal(header, 148..<156) == Self.checksum(header),
          let size = Self.octal(header, 124..<136)
        else {
          throw FileError(file: file, reason: "the tar header at byte \(position) is damaged")
        }
        let start = position + 512
        guard size <= bytes.count - start else {
          throw FileError(
            file: file, reason: "the archive is cut off in the file at byte \(position)")
        }
        switch header[156] {
        case UInt8(ascii: "L"):
          longName = Self.text(bytes, start..<start + size)
        case UInt8(ascii: "0"), 0:
          let isPOSIX = header[257] == UInt8(ascii: "u") && header[262] == 0
          let prefix = isPOSIX ? Self.text(header, 345..<500) : ""
          let short = Self.text(header, 0..<100)
          let name = longName ?? (prefix.isEmpty ? short : prefix + "/" + short)
          if ranges.updateValue(start..<start + size, forKey: name) == nil { names.append(name) }
          longName = nil
        default: longName = nil
        }
        position = start + (size + 511) / 512 * 512
      }
      return (names, ranges)
    }
  }

  /// The bytes of a file; `nil` if the archive does not have it.
  ///
  /// - Complexity: O(bytes of the file)
  public func bytes(of name: String) throws(FileError) -> [UInt8]? {
    guard let range = ranges[name] else { return nil }
    return try contents.withSpan { (bytes) throws(FileError) in range.map { bytes[$0] } }
  }

  private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var text: [UInt8] = []
    for i in range {
      if bytes[i] == 0 { break }
      text.append(bytes[i])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func octal(_ header: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let digits = text(header, range).split(separator: " ")
    return digits.count == 1 ? Int(digits[0], radix: 8).flatMap { $0 >= 0 ? $0 : nil } : nil
  }

  /// The sum of the header's bytes, with spaces where the sum itself stands.
  private static func checksum(_ header: Span<UInt8>) -> Int {
    header.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(header[$1])) }
  }
}
