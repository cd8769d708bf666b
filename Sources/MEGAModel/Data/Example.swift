#if Torch
  public import LinearAlgebra
  public import RelationExtraction

  /// A sample as numbers, ready for a batch.
  public struct Example: Sendable, Equatable {
    /// Pieces of a vocabulary, words of a table, or rows of given states.
    public var identifiers: [Int]
    /// Where the markers before both mentions stand; without markers, the first words of the mentions.
    public var head, tail: Int
    /// The relation, if it is known.
    public var label: Int?
    /// Where phrases begin that tell what the picture shows; `nil` without any.
    public var phraseStart: Int?
    /// The picture, if there is one.
    public var image: String?
    /// α: a row for each piece, a column for each object; `nil` for zeros.
    ///
    /// For the published code's preset the rows are those of ``ReleaseAlignment``.
    public var alignment: Matrix?
    /// The mean of α over the tokens of each mention; `nil` for zeros.
    public var headObjects, tailObjects: [Float]?
    /// Whether there was no room for all pieces or words.
    public var isTruncated = false

    /// An example without alignment.
    public init(identifiers: [Int], head: Int, tail: Int, label: Int? = nil, image: String? = nil) {
      precondition(
        identifiers.indices.contains(head) && identifiers.indices.contains(tail),
        "a mention is not among \(identifiers.count) pieces")
      (self.identifiers, self.head, self.tail, self.label) = (identifiers, head, tail, label)
      self.image = image
    }

    /// The number of pieces.
    public var count: Int { identifiers.count }

    /// An example of the pieces of a sample.
    ///
    /// The alignment is α over the tokens of the sample; ``ModelPreset/release`` places it as the published
    /// code does.
    public init(
      _ encoded: EncodedSample, of sample: RelationSample, label: Int? = nil,
      alignment: WordObjectAlignment? = nil, preset: ModelPreset = .paper
    ) {
      self.init(
        identifiers: encoded.identifiers, head: encoded.headMarker, tail: encoded.tailMarker,
        label: label, image: sample.imageFileName)
      isTruncated = encoded.isTruncated
      phraseStart = encoded.phraseStart
      guard let alignment else { return }
      if preset == .release {
        self.alignment = ReleaseAlignment.rows(
          of: alignment.weights, sample: sample, headMarker: head, tailMarker: tail)
      } else {
        self.alignment = alignment.expanded(to: encoded)
      }
      func mean(_ span: Range<Int>) -> [Float] {
        (0..<alignment.objectCount).map { object in
          span.reduce(Float(0)) { $0 + alignment.weights[$1, object] } / Float(span.count)
        }
      }
      headObjects = mean(sample.head.span)
      tailObjects = mean(sample.tail.span)
    }
  }

  /// Where the published code puts the weights of words: at pieces that they do not belong to.
  ///
  /// Rows of zeros are inserted for [CLS] and the markers, one after the other, each moving what follows; but
  /// head and tail are exchanged, their lengths count words where their places count pieces, and the rows are
  /// never repeated for words of several pieces. In the published code a picture's rows grow with every
  /// sample that is read; here every sample starts anew.
  public enum ReleaseAlignment {
    /// - Returns: `length` × the objects.
    public static func rows(
      of weights: Matrix, sample: RelationSample, headMarker: Int, tailMarker: Int, length: Int = 128
    ) -> Matrix {
      var order: [Int?] = (0..<max(length, weights.rowCount)).map { $0 < weights.rowCount ? $0 : nil }
      for place in [
        0, tailMarker, tailMarker + sample.head.span.count + 1, headMarker,
        headMarker + sample.tail.span.count + 1,
      ] { order.insert(nil, at: min(place, order.count)) }
      return weights.arranged(rows: Array(order.prefix(length)))
    }
  }
#endif
