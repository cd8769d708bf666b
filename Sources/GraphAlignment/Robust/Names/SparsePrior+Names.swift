internal import LinearAlgebra
internal import Parallel

extension SparsePrior {
  /// How alike names are: the cosine of their character n-grams, weighted by tf–idf, for the most similar names of
  /// each node of either graph.
  ///
  /// Case and the marks of letters are ignored, and what separates words is one blank. N-grams have two and three
  /// letters, or one and two where letters are syllables; one in more than a tenth of all names (and more than 100) is
  /// left out, so that the search stays sparse; an empty name is like none.
  ///
  /// Names in another language or script share few letters. Where enough pairs are known, which n-grams stand for
  /// which is learned from them (IBM Model 1 with n-grams for words; Brown et al., Computational Linguistics 19 (2),
  /// 1993, aclanthology.org/J93-2003), and a name is compared by its own n-grams and by those it is likely to have
  /// in the other language. Each known pair is compared by what the pairs of other fifths tell, so that it
  /// is no better than what is to be found; and if they are not found more often so, letters alone count. The robust
  /// aligner lets the matches that it finds teach, too, and compares names once more.
  ///
  /// - Parameters:
  ///   - source: a name for each source node.
  ///   - target: a name for each target node.
  ///   - known: pairs of nodes that correspond.
  ///   - count: how many similar names of the other graph each node gets.
  /// - Complexity: O(Σ over n-grams of their occurrences in the one graph times those in the other)
  public init(
    names source: [String], and target: [String], known: [(source: Int, target: Int)] = [],
    count: Int = 20
  ) {
    let names = ComparedNames(source, target)
    let byLetters = names.nearest(names.sources, count)
    guard known.count >= ComparedNames.leastKnownCount else {
      self.init(byLetters)
      return
    }
    let translated = names.nearest(names.sources.adding(names.translated(by: known)), count)
    let (before, after) = (Self.found(known, byLetters), Self.found(known, translated))
    if after > before {
      self.init(translated, translatedNames: .init(source: source, target: target, count: count))
    } else {
      self.init(byLetters)
    }
  }

  /// The same names, compared by what more pairs teach.
  ///
  /// - Returns: `nil` if no translation was learned.
  func taught(by known: [(source: Int, target: Int)]) -> SparsePrior? {
    guard let texts = translatedNames else { return nil }
    let names = ComparedNames(texts.source, texts.target)
    let entries = names.nearest(names.sources.adding(names.translated(by: known)), texts.count)
    return SparsePrior(entries, translatedNames: texts)
  }

  /// How many known pairs are the first of their source.
  private static func found(_ known: [(source: Int, target: Int)], _ entries: [Entry]) -> Int {
    var best: [Int: Entry] = [:]
    for entry in entries where entry.similarity > best[entry.source]?.similarity ?? 0 {
      best[entry.source] = entry
    }
    return known.count { best[$0.source]?.target == $0.target }
  }
}

/// Names in two languages.
struct TranslatedNames: Sendable, Equatable {
  let source: [String]
  let target: [String]
  /// How many similar names of the other graph each node gets.
  let count: Int
}

/// The names of two graphs, as vectors over the n-grams of the target's.
private struct ComparedNames {
  /// With fewer known pairs nothing is learned from them.
  static let leastKnownCount = 100
  /// More than so many known pairs add little.
  private static let mostKnownCount = 20_000
  private static let foldCount = 5

  let sources: GramVectors
  private let targets: GramVectors
  private let letters: (source: [[UInt32]], target: [[UInt32]])
  private let targetGrams: [[Int32]]
  private let rarity: [Float]
  private let gramCount: Int

  init(_ source: [String], _ target: [String]) {
    letters = (NameGrams.letters(of: source), NameGrams.letters(of: target))
    var grams = NameGrams(lengths: Self.lengths(letters.target))
    let (first, second) = (grams.grams(of: letters.source), grams.grams(of: letters.target))
    gramCount = grams.count
    rarity = GramVectors.rarity(of: first + second, count: gramCount)
    (sources, targets) = (GramVectors(first, rarity: rarity), GramVectors(second, rarity: rarity))
    targetGrams = second
  }

  private static func lengths(_ names: [[UInt32]]) -> ClosedRange<Int> {
    NameGrams.areSyllables(names) ? 1...2 : 2...3
  }

  /// The source names as target names are likely to be, by what known pairs teach: for the nodes of such pairs by
  /// what pairs of other folds do.
  func translated(by known: [(source: Int, target: Int)]) -> GramVectors {
    var own = NameGrams(lengths: Self.lengths(letters.source))
    let lists = own.grams(of: letters.source)
    let ownCount = own.count
    let rare = GramVectors.rarity(of: lists, count: ownCount)
    let vectors = GramVectors(lists, rarity: rare)
    let step = max(1, known.count / Self.mostKnownCount)
    let pairs = stride(from: 0, to: known.count, by: step).map { known[$0] }
    let sets = pairs.map { pair in
      (
        source: vectors.rows[pair.source].map(\.gram),
        target: NameTranslation.distinct(targetGrams[pair.target].filter { rarity[Int($0)] > 0 })
      )
    }
    // One for all that is to be found, and one for each fold of what is known.
    var tables = [NameTranslation?](repeating: nil, count: Self.foldCount + 1)
    tables.mutableSpan.forEachSlice(rowCount: Self.foldCount + 1, grain: 1) { range, tables in
      for fold in range {
        let taught = sets.indices.filter { $0 % Self.foldCount != fold }.map { sets[$0] }
        tables[fold - range.lowerBound] = NameTranslation(taught, sourceGramCount: ownCount)
      }
    }
    var foldOf = [Int](repeating: Self.foldCount, count: lists.count)
    for (index, pair) in pairs.enumerated() { foldOf[pair.source] = index % Self.foldCount }
    let (learned, folds) = (tables, foldOf)
    var rows = [[GramVectors.Entry]](repeating: [], count: lists.count)
    rows.mutableSpan.forEachSlice(rowCount: lists.count, grain: 64) { range, rows in
      for name in range {
        rows[name - range.lowerBound] =
          learned[folds[name]]?.translated(vectors.rows[name], rarity: rarity) ?? []
      }
    }
    return GramVectors(rows: rows)
  }

  /// The most similar names of each node of either graph.
  func nearest(_ sources: GramVectors, _ count: Int) -> [SparsePrior.Entry] {
    let ahead = NameSearch(targets, gramCount: gramCount).nearest(to: sources, count: count)
    let back = NameSearch(sources, gramCount: gramCount).nearest(to: targets, count: count)
    return ahead.enumerated().flatMap { source, found in
      found.map { .init(source: source, target: Int($0.id), similarity: Double($0.value)) }
    }
      + back.enumerated().flatMap { target, found in
        found.map { .init(source: Int($0.id), target: target, similarity: Double($0.value)) }
      }
  }
}
