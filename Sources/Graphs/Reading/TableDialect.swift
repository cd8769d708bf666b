/// How the lines of a table are written: of an edge list, of pairs of nodes, of attributes.
///
/// Everything that is `nil` is told from the first lines.
///
/// ```swift
/// var options = GraphReadingOptions()
/// options.table.delimiter = .tab
/// options.table.columns = [.name("from"), .name("to"), .name("weight")]
/// ```
public struct TableDialect: Sendable, Equatable, Codable {
  /// What stands between two columns.
  public struct Delimiter: Sendable, Equatable, Codable {
    /// The character, in ASCII.
    public let byte: UInt8

    /// A tab.
    public static let tab = Delimiter(byte: 0x09)
    /// A comma.
    public static let comma = Delimiter(byte: 0x2c)
    /// A semicolon.
    public static let semicolon = Delimiter(byte: 0x3b)
    /// Any run of spaces and tabs.
    public static let space = Delimiter(byte: 0x20)

    private init(byte: UInt8) { self.byte = byte }

    /// The delimiter of a name, `tab`, `comma`, `semicolon` or `space`, or of the character itself.
    ///
    /// - Returns: `nil` for anything else, and for characters that stand in numbers or quote.
    public init?(named name: String) {
      let names = ["tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "space": " "]
      let bytes = Array((names[name] ?? name).utf8)
      guard bytes.count == 1, bytes[0] == 0x09 || (0x20..<0x7f).contains(bytes[0]),
        !"\"'.-+_0123456789".utf8.contains(bytes[0]),
        !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[0] | 0x20)
      else { return nil }
      byte = bytes[0]
    }
  }

  /// A column: counted from 1, or what the header calls it.
  public enum Column: Sendable, Equatable, Codable {
    /// A column by its place, counted from 1.
    case number(Int)
    /// A column by its name in the header, whatever its case.
    case name(String)
  }

  /// What separates columns.
  public var delimiter: Delimiter?

  /// Whether the first line that is no comment names the columns.
  public var hasHeader: Bool?

  /// Lines that start with one of these characters are comments.
  public var commentSigns: String

  /// The columns of source, target and perhaps weight.
  public var columns: [Column]?

  /// A dialect of which everything left out is told from the first lines.
  public init(
    delimiter: Delimiter? = nil, hasHeader: Bool? = nil, commentSigns: String = "#%",
    columns: [Column]? = nil
  ) {
    self.delimiter = delimiter
    self.hasHeader = hasHeader
    self.commentSigns = commentSigns
    self.columns = columns
  }
}

/// The characters that start comments, as a set that is asked for every line.
struct CommentSigns: Sendable, Equatable, BitwiseCopyable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ signs: String = "#%") {
    for sign in signs.utf8 where sign < 128 {
      if sign < 64 { low |= 1 << UInt64(sign) } else { high |= 1 << UInt64(sign - 64) }
    }
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    byte < 64 ? low >> UInt64(byte) & 1 != 0 : byte < 128 && high >> UInt64(byte - 64) & 1 != 0
  }
}
