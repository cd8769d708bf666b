internal import Parallel

#if Torch
  public import Files
  internal import Foundation
  public import LinearAlgebra
  public import RelationExtraction

  /// A table of word vectors: GloVe's, or random ones for the words of a data set.
  ///
  /// The last two rows are those of unknown words and of padding.
  ///
  /// Source: Pennington, Socher & Manning, "GloVe", EMNLP 2014, doi:10.3115/v1/D14-1162.
  public struct WordVectors: Sendable {
    /// Words of small letters, in the order of the rows.
    public let words: [String]
    /// (words + 2) × width.
    public let rows: Matrix
    private let identifiers: [String: Int]

    /// The row of unknown words.
    public var unknown: Int { words.count }
    /// The row that stands for no word.
    public var padding: Int { words.count + 1 }

    /// - Parameter seed: decides the vector of unknown words.
    private init(words: [String], values: [Float], width: Int, seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      var values = values
      // 1 ∕ √width times a normal distribution, as OpenNRE starts [UNK].
      while values.count < (words.count + 1) * width {
        let radius = (-2 * log(1 - generator.unit()) / Double(width)).squareRoot()
        values.append(Float(radius * cos(2 * Double.pi * generator.unit())))
      }
      values += [Float](repeating: 0, count: width)
      self.words = words
      rows = Matrix(rowCount: words.count + 2, columnCount: width, elements: values)
      identifiers = Dictionary(uniqueKeysWithValues: zip(words, words.indices))
    }

    /// Random vectors for the words of samples.
    public init(wordsOf samples: [RelationSample], width: Int = 50, seed: UInt64 = 1) {
      var seen: Set<String> = []
      let words = samples.flatMap(\.tokens).map { $0.lowercased() }.filter { seen.insert($0).inserted }
      self.init(words: words, values: [], width: width, seed: seed)
    }

    /// The words of a checkpoint, whose vectors are among its parameters.
    public init(words: [String], width: Int) { self.init(words: words, values: [], width: width, seed: 1) }

    /// Reads a file of GloVe: a word and its numbers on every line.
    ///
    /// The seed decides the vector of unknown words.
    ///
    /// - Throws: ``/Files/FileError`` with the line, also when a line has more or fewer numbers than the
    ///   first. Of a word that stands there twice the first line counts.
    /// - Complexity: O(bytes)
    public init(contentsOf path: String, seed: UInt64 = 1) throws(FileError) {
      let contents = try FileContents(at: path)
      let text = unsafe contents.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
      var words: [String] = []
      var seen: Set<String> = []
      var values: [Float] = []
      var width: Int?
      for (i, line) in text.utf8.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
        if line.isEmpty { continue }
        let fields = line.split(separator: 32)
        let expected = width ?? fields.count - 1
        func failure(_ reason: String) -> FileError {
          FileError(file: contents.name, line: i + 1, reason: reason)
        }
        guard expected > 0, fields.count == expected + 1 else {
          throw failure("expected a word and \(expected) numbers, found \(fields.count) fields")
        }
        width = expected
        let word = String(fields[0]) ?? ""
        guard seen.insert(word).inserted else { continue }
        for field in fields.dropFirst() {
          guard let value = Float(Substring(field)), value.isFinite else {
            throw failure("expected a number, found “\(Substring(field))”")
          }
          values.append(value)
        }
        words.append(word)
      }
      guard let width else { throw FileError(file: contents.name, reason: "there are no words") }
      self.init(words: words, values: values, width: width, seed: seed)
    }

    /// The row of a word.
    public func identifier(of word: String) -> Int { identifiers[word.lowercased()] ?? unknown }

    /// A sample as rows of this table.
    ///
    /// Words beyond the limit are left out; a mention beyond stands at the last one.
    public func example(_ sample: RelationSample, label: Int?, limit: Int = 128) -> Example {
      let tokens = sample.tokens.prefix(limit)
      var example = Example(
        identifiers: tokens.map { identifier(of: $0) },
        head: min(sample.head.span.lowerBound, tokens.count - 1),
        tail: min(sample.tail.span.lowerBound, tokens.count - 1), label: label, image: sample.imageFileName)
      example.isTruncated = tokens.count < sample.tokens.count
      return example
    }
  }
#endif
