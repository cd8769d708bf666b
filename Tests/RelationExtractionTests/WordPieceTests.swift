import Files
import Foundation
import RelationExtraction
import Testing

@Suite("WordPiece") struct WordPieceTests {
  /// A vocabulary with the special pieces, and more.
  private func tokenizer(_ pieces: [String]) throws -> WordPieceTokenizer {
    let special = [
      "[PAD]", "[unused0]", "[unused1]", "[unused2]", "[unused3]", "[UNK]", "[CLS]", "[SEP]",
    ]
    return WordPieceTokenizer(
      try WordPieceVocabulary(
        parsing: (special + pieces).joined(separator: "\n") + "\n", named: "vocab.txt"))
  }

  private func names(_ text: String, _ tokenizer: WordPieceTokenizer) -> [String] {
    tokenizer.pieces(of: text).map { tokenizer.vocabulary.pieces[$0.identifier] }
  }

  @Test("cuts words into the longest pieces from the left")
  func longest() throws {
    let tokenizer = try tokenizer(["un", "unaff", "##aff", "##able", "##a", "##b", "want", "##ed"])
    #expect(names("unaffable wanted", tokenizer) == ["unaff", "##able", "want", "##ed"])
    #expect(names("unaffix unab", tokenizer) == ["[UNK]", "un", "##a", "##b"])
    #expect(names(String(repeating: "ab", count: 51), tokenizer) == ["[UNK]"])
    #expect(names("", tokenizer).isEmpty && names(" \t\n\u{3000}", tokenizer).isEmpty)
  }

  @Test("normalizes as BERT does")
  func normalization() throws {
    let tokenizer = try tokenizer([
      "a", "e", "i", "!", "-", "日", "本", "か", "$", "ß", "##b", "##\u{307}", "σ", "##σ", "[", "]",
      "sep",
    ])
    // Capitals, accents in one scalar or two, and an İ that leaves no dot.
    #expect(names("É e\u{301} \u{130}", tokenizer) == ["e", "e", "i"])
    // Chinese characters stand alone, kana do not.
    #expect(names("a日本a か", tokenizer) == ["a", "日", "本", "a", "か"])
    // Control characters, the replacement character and zero-width ones vanish; all spaces are spaces.
    #expect(
      names("a\u{0}\u{200b}\u{fffd}\u{7f}b a\u{a0}a\u{2028}a", tokenizer) == [
        "a", "##b", "a", "a", "a",
      ])
    #expect(names("a-a!$a", tokenizer) == ["a", "-", "a", "!", "$", "a"])
    #expect(names("ΣΣ", tokenizer) == ["σ", "##σ"])
    #expect(names("[SEP]", tokenizer) == ["[", "sep", "]"])
    var configuration = TokenizerConfiguration()
    configuration.isUncased = false
    let cased = WordPieceTokenizer(tokenizer.vocabulary, configuration)
    #expect(names("É", cased) == ["[UNK]"])
  }

  @Test("knows where every piece comes from")
  func characters() throws {
    let tokenizer = try tokenizer(["ab", "##cd", "日", "!", "e"])
    let text = " ABcd日\u{200b}!! é"
    let scalars = Array(text.unicodeScalars)
    let found = tokenizer.pieces(of: text).map { piece in
      String(String.UnicodeScalarView(scalars[piece.characters]))
    }
    #expect(found == ["AB", "cd", "日", "!", "!", "é"])
  }

  @Test("refuses a vocabulary that repeats or lacks a piece")
  func vocabularyErrors() {
    for (text, message) in [
      ("a\nb\na\n", "v:3: “a” stands on line 1 already"), ("a\n", "v: there is no piece “[UNK]”"),
    ] {
      let error = #expect(throws: FileError.self) {
        try WordPieceVocabulary(parsing: text, named: "v")
      }
      #expect(error?.description == message)
    }
  }

  @Test("never crashes on damaged vocabularies or text")
  func damaged() throws {
    fuzz(["[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##b\n"], count: 2000, seed: 15) { bytes in
      _ = try WordPieceVocabulary(parsing: String(decoding: bytes, as: UTF8.self), named: "v")
    }
    let tokenizer = try tokenizer(letters + ["##e", "日"])
    fuzz(["abc de\u{301}f 日本 [SEP] \u{1f600}x"], count: 2000, seed: 16, rejects: false) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let count = text.unicodeScalars.count
      for piece in tokenizer.pieces(of: text) {
        #expect(piece.characters.upperBound <= count && !piece.characters.isEmpty)
      }
    }
  }

  private func sample(_ tokens: [String], _ head: Range<Int>, _ tail: Range<Int>) -> RelationSample {
    RelationSample(
      tokens: tokens, head: Mention(name: "", span: head), tail: Mention(name: "", span: tail))
  }

  private let letters = ["a", "b", "c", "d", "e", "f"]

  private func text(_ encoded: EncodedSample, _ tokenizer: WordPieceTokenizer) -> String {
    encoded.identifiers.map { tokenizer.vocabulary.pieces[$0] }.joined(separator: " ")
  }

  @Test("marks head and tail, whichever is first, apart or overlapping")
  func markers() throws {
    let tokenizer = try tokenizer(letters)
    let apart = tokenizer.encode(sample(letters, 1..<2, 3..<5))
    #expect(
      text(apart, tokenizer)
        == "[CLS] a [unused0] b [unused1] c [unused2] d e [unused3] f [SEP]")
    #expect(apart.headMarker == 2 && apart.tailMarker == 6 && !apart.isTruncated)
    #expect(apart.tokens == [nil, 0, nil, 1, nil, 2, nil, 3, 4, nil, 5, nil])
    let reversed = tokenizer.encode(sample(letters, 3..<5, 1..<2))
    #expect(
      text(reversed, tokenizer)
        == "[CLS] a [unused2] b [unused3] c [unused0] d e [unused1] f [SEP]")
    #expect(reversed.headMarker == 6 && reversed.tailMarker == 2)
    // The words that both have come twice, as in the published procedure.
    let overlap = tokenizer.encode(sample(letters, 0..<3, 1..<4))
    #expect(
      text(overlap, tokenizer)
        == "[CLS] [unused0] a b c [unused1] [unused2] b c d [unused3] e f [SEP]")
    #expect(overlap.pieces(ofToken: 1) == [3, 7])
  }

  @Test("a token may give many pieces or none")
  func pieceTokens() throws {
    let tokenizer = try tokenizer(["a", "##b", "-"])
    let encoded = tokenizer.encode(sample(["\u{200b}", "ab-a", "a", "\u{fe0f}"], 1..<2, 2..<3))
    #expect(
      text(encoded, tokenizer) == "[CLS] [unused0] a ##b - a [unused1] [unused2] a [unused3] [SEP]")
    #expect(encoded.pieces(ofToken: 1) == [2, 3, 4, 5] && encoded.pieces(ofToken: 0).isEmpty)
  }

  @Test("keeps both markers when cut short", arguments: 6...14)
  func truncation(_ limit: Int) throws {
    let tokenizer = try tokenizer(letters)
    for (head, tail) in [(1..<2, 3..<5), (4..<6, 0..<1), (0..<3, 1..<4), (0..<1, 5..<6)] {
      let encoded = tokenizer.encode(sample(letters, head, tail), limit: limit)
      let full = tokenizer.encode(sample(letters, head, tail), limit: 100)
      #expect(encoded.count <= limit && encoded.isTruncated == (full.count > limit))
      #expect(tokenizer.vocabulary.pieces[encoded.identifiers[encoded.headMarker]] == "[unused0]")
      #expect(tokenizer.vocabulary.pieces[encoded.identifiers[encoded.tailMarker]] == "[unused2]")
      #expect(encoded.identifiers.last == tokenizer.vocabulary.separator)
      #expect(encoded.tokens.count == encoded.count)
      if !encoded.isTruncated { #expect(encoded == full) }
    }
  }
}

@Suite(
  "WordPiece on every character",
  .enabled(if: MiniLM.vocabulary != nil, "\(MiniLM.absence)"))
struct WordPieceCharacterTests {
  /// Inside of a word and alone: what vanishes, what loses an accent, what stands alone. The checksums
  /// are of Hugging Face's tokenizers 0.23.3; see Tests/Golden/make_relation_golden.py.
  @Test("gives what Hugging Face's tokenizers give")
  func blocks() throws {
    let tokenizer = WordPieceTokenizer(
      try WordPieceVocabulary(contentsOf: try #require(MiniLM.vocabulary)))
    for block in try RelationGolden.load().blocks {
      var checksum = Checksum()
      for code in block.start..<block.end {
        guard let scalar = Unicode.Scalar(code) else { continue }
        let pieces = tokenizer.pieces(of: "a\(scalar)b \(scalar)")
        checksum.add(pieces.map { "\($0.identifier)" }.joined(separator: " ") + "\n")
      }
      #expect(checksum.text == block.pieces, "from \(String(block.start, radix: 16)) on")
    }
  }
}

@Suite(
  "WordPiece on MNRE",
  .enabled(
    if: MNREFiles.areHere && MiniLM.vocabulary != nil, "\(MNREFiles.absence), \(MiniLM.absence)"))
struct MNREWordPieceTests {
  /// Equality of the numbers of all pieces of all samples, markers included, with those of Hugging
  /// Face's `tokenizers` 0.23.3, by a checksum; see Tests/Golden/make_relation_golden.py.
  @Test("gives what Hugging Face's tokenizers give", arguments: MNREFiles.samples)
  func equalToTokenizers(_ name: String) throws {
    let golden = try #require(try RelationGolden.load().files[name])
    let tokenizer = WordPieceTokenizer(
      try WordPieceVocabulary(contentsOf: try #require(MiniLM.vocabulary)))
    var checksum = Checksum()
    var counts: [Int] = []
    var (empty, unknown) = (0, 0)
    for sample in try RelationSample.read(from: MNREFiles.path(name)) {
      let encoded = tokenizer.encode(sample)
      checksum.add(encoded.identifiers.map { "\($0)" }.joined(separator: " ") + "\n")
      counts.append(encoded.count)
      #expect(!encoded.isTruncated)
      for token in sample.tokens {
        let pieces = tokenizer.pieces(of: token)
        if pieces.isEmpty { empty += 1 }
        if pieces.contains(where: { $0.identifier == tokenizer.vocabulary.unknown }) {
          unknown += 1
        }
      }
      // Pieces lie in order of their tokens, and every token that gives pieces has them.
      let own = encoded.tokens.compactMap { $0 }
      if !sample.mentionsOverlap { #expect(own == own.sorted()) }
    }
    #expect(checksum.text == golden.pieces)
    #expect(counts.reduce(0, +) == golden.pieceSum && counts.max() == golden.pieceMax)
    #expect(empty == golden.emptyTokens && unknown == golden.unknownTokens)
  }
}
