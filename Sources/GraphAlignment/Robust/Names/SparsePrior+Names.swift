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
    guard known.count >= ComparedNames.leastKnownCount else {
      self.init(ascending: names.nearest(names.sources, count))
      return
    }
    let translated = names.sources.adding(names.translated(by: known))
    if names.found(known, by: translated) > names.found(known, by: names.sources) {
      self.init(
        ascending: names.nearest(translated, count),
        translatedNames: TranslatedNames(names, count: count))
    } else {
      self.init(ascending: names.nearest(names.sources, count))
    }
  }

  /// The same names, compared by what more pairs teach.
  ///
  /// - Returns: `nil` if no translation was learned.
  func taught(by known: [(source: Int, target: Int)]) -> SparsePrior? {
    guard let translatedNames else { return nil }
    let names = translatedNames.names
    return SparsePrior(
      ascending: names.nearest(
        names.sources.adding(names.translated(by: known)), translatedNames.count),
      translatedNames: translatedNames)
  }
}

/// Names in two languages.
struct TranslatedNames: Sendable, Equatable {
  let names: ComparedNames
  /// How many similar names of the other graph each node gets.
  let count: Int

  init(_ names: ComparedNames, count: Int) { (self.names, self.count) = (names, count) }
}
