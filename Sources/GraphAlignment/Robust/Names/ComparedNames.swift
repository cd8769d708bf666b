internal import Parallel

/// The names of two graphs, as vectors over the n-grams of the target's.
struct ComparedNames: Sendable {
  /// With fewer known pairs nothing is learned from them.
  static let leastKnownCount = 100
  /// More than so many known pairs add little.
  private static let mostKnownCount = 20_000
  private static let foldCount = 5

  /// The source names, by the n-grams of the target's.
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
    let rare = GramVectors.rarity(of: lists, count: own.count)
    let vectors = GramVectors(lists, rarity: rare)
    let step = max(1, known.count / Self.mostKnownCount)
    let pairs = stride(from: 0, to: known.count, by: step).map { known[$0] }
    let examples = TranslationExamples(
      pairs.map { pair in
        (
          source: vectors.rows[pair.source].map(\.gram),
          target: NameTranslation.distinct(targetGrams[pair.target].filter { rarity[Int($0)] > 0 })
        )
      }, sourceGramCount: own.count)
    // One for each fold of what is known, and one for all that is to be found.
    let tables = parallelMap(Self.foldCount + 1) { fold in
      examples.translation(from: { $0 % Self.foldCount != fold })
    }
    var foldOf = [Int](repeating: Self.foldCount, count: lists.count)
    for (index, pair) in pairs.enumerated() { foldOf[pair.source] = index % Self.foldCount }
    let (folds, gramCount) = (foldOf, gramCount)
    var rows = [[GramVectors.Entry]](repeating: [], count: lists.count)
    rows.mutableSpan.forEachSlice(
      rowCount: lists.count, grain: 64,
      state: { OwnedBuffer<Float>(repeating: 0, count: gramCount) },
      body: { sums, range, rows in
        for name in range {
          rows[name - range.lowerBound] = tables[folds[name]].translated(
            vectors.rows[name], rarity: rarity, sums: &sums)
        }
      })
    return GramVectors(rows: rows)
  }

  /// The most similar names of each node of either graph, by source, then by target.
  func nearest(_ sources: GramVectors, _ count: Int) -> [SparsePrior.Entry] {
    let ahead = NameSearch(targets, gramCount: gramCount).nearest(to: sources, count: count)
    let back = NameSearch(sources, gramCount: gramCount).nearest(to: targets, count: count)
    var rows = ahead
    for (target, found) in back.enumerated() {
      for entry in found { rows[Int(entry.id)].append((Int32(target), entry.value)) }
    }
    rows.mutableSpan.forEachRow(rowCount: ahead.count, grain: 256) { _, own in
      own[0].sort { ($0.id, $1.value) < ($1.id, $0.value) }
    }
    var entries: [SparsePrior.Entry] = []
    for (source, row) in rows.enumerated() {
      var previous: Int32 = -1
      for entry in row where entry.id != previous {
        entries.append(
          .init(source: source, target: Int(entry.id), similarity: Double(entry.value)))
        previous = entry.id
      }
    }
    return entries
  }

  /// How many known pairs have the name of the target that is most similar to that of the source, in the form given.
  func found(_ known: [(source: Int, target: Int)], by sources: GramVectors) -> Int {
    let asked = GramVectors(rows: known.map { sources.rows[$0.source] })
    let nearest = NameSearch(targets, gramCount: gramCount).nearest(to: asked, count: 1)
    return zip(known, nearest).count { $0.target == $1.first.map { Int($0.id) } }
  }
}

extension ComparedNames: Equatable {
  static func == (a: Self, b: Self) -> Bool {
    a.letters.source == b.letters.source && a.letters.target == b.letters.target
  }
}
