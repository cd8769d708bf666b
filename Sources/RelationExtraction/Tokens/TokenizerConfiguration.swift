public import Files

/// How a BERT's text becomes pieces: Hugging Face's `tokenizer_config.json`.
public struct TokenizerConfiguration: Sendable, Equatable, Codable {
  /// What the file is called.
  public static let fileName = "tokenizer_config.json"

  /// Whether letters become small, as for “uncased” models.
  public var isUncased = true
  /// Whether letters lose their accents; `nil` if they do where they become small.
  public var stripsAccents: Bool?
  /// Whether Chinese characters stand alone.
  public var separatesChinese = true
  /// The pieces for what is not known, for the beginning, the end, and for no piece.
  public var unknown = "[UNK]", start = "[CLS]", separator = "[SEP]", padding = "[PAD]"

  /// bert-base-uncased.
  public init() {}

  enum CodingKeys: String, CodingKey {
    case isUncased = "do_lower_case"
    case stripsAccents = "strip_accents"
    case separatesChinese = "tokenize_chinese_chars"
    case unknown = "unk_token"
    case start = "cls_token"
    case separator = "sep_token"
    case padding = "pad_token"
  }

  /// A special piece, as older files have it or as newer ones do.
  private struct Special: Decodable {
    let content: String

    enum CodingKeys: CodingKey { case content }

    init(from decoder: any Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        content = text
      } else {
        content = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .content)
      }
    }
  }

  /// Values that the file does not have are those of ``init()``.
  ///
  /// - Throws: `DecodingError` when a value has another type.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    isUncased = try values.decodeIfPresent(Bool.self, forKey: .isUncased) ?? true
    stripsAccents = try values.decodeIfPresent(Bool.self, forKey: .stripsAccents)
    separatesChinese = try values.decodeIfPresent(Bool.self, forKey: .separatesChinese) ?? true
    for (key, path) in [
      (CodingKeys.unknown, \Self.unknown), (.start, \.start), (.separator, \.separator),
      (.padding, \.padding),
    ] {
      if let own = try values.decodeIfPresent(Special.self, forKey: key) { self[keyPath: path] = own.content }
    }
  }

  /// Reads what the folder of a BERT says: `tokenizer_config.json`, or the normalizer of `tokenizer.json`, or
  /// nothing, which means ``init()``.
  ///
  /// - Throws: ``/Files/FileError`` when a file is damaged.
  public init(folder: String) throws(FileError) {
    let (own, whole) = ("\(folder)/\(Self.fileName)", "\(folder)/tokenizer.json")
    if isReadableFile(own) {
      self = try Self(json: FileContents(at: own))
    } else if isReadableFile(whole) {
      self.init()
      let normalizer = try Whole(json: FileContents(at: whole)).normalizer
      isUncased = normalizer?.lowercase ?? true
      stripsAccents = normalizer?.stripAccents
      separatesChinese = normalizer?.handleChinese ?? true
    } else {
      self.init()
    }
  }

  /// The part of `tokenizer.json` that is needed.
  private struct Whole: Decodable {
    struct Normalizer: Decodable {
      let lowercase, stripAccents, handleChinese: Bool?

      enum CodingKeys: String, CodingKey {
        case lowercase
        case stripAccents = "strip_accents"
        case handleChinese = "handle_chinese_chars"
      }
    }

    let normalizer: Normalizer?
  }
}

extension WordPieceTokenizer {
  /// A tokenizer of the pieces in a file, as the files beside it say, with ``markers`` among the pieces.
  ///
  /// - Throws: ``/Files/FileError`` when a file is missing or damaged.
  public init(vocabularyAt path: String) throws(FileError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let configuration = try TokenizerConfiguration(folder: folder)
    let vocabulary = try WordPieceVocabulary(FileContents(at: path), special: configuration)
    self.init(vocabulary.adding(Self.markers), configuration)
  }
}
