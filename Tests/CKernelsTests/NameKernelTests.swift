import CKernels
import Parallel
import Testing

@Suite("Search of names") struct NameKernelTests {
  private typealias Entry = (gram: Int32, weight: Float)

  /// Names with few or many n-grams each; weights are multiples of a quarter, so that many are equally similar.
  private func names(_ count: Int, gramCount: Int, _ generator: inout SeededGenerator) -> [[Entry]] {
    (0..<count).map { _ in
      let size = generator.index(below: 9)
      let grams = Set((0..<size).map { _ in Int32(generator.index(below: gramCount)) })
      return grams.sorted().map { ($0, Float(1 + generator.index(below: 4)) / 4) }
    }
  }

  /// Every name against the query, the products in the order of the query's n-grams.
  private func twin(_ query: [Entry], _ names: [[Entry]], limit: Int) -> [(id: Int32, value: Float)] {
    let sums = names.map { name in
      query.reduce(Float(0)) { sum, entry in
        name.first { $0.gram == entry.gram }.map { sum + entry.weight * $0.weight } ?? sum
      }
    }
    let found = sums.enumerated().filter { $0.element > 0 }.map { (id: Int32($0.offset), value: $0.element) }
    return Array(found.sorted { $0.value != $1.value ? $0.value > $1.value : $0.id < $1.id }.prefix(limit))
  }

  @Test(
    "finds what comparing with every name finds, to the bit, and leaves its memory clear",
    arguments: [1, 63, 64, 65, 400], [1, 3, 20])
  func nearest(nameCount: Int, limit: Int) {
    var generator = SeededGenerator(seed: UInt64(nameCount * 100 + limit))
    let gramCount = 30
    let points = names(nameCount, gramCount: gramCount, &generator)
    var offsets: [Int64] = [0]
    var (ids, weights) = ([Int32](), [Float]())
    for gram in 0..<Int32(gramCount) {
      for (name, entries) in points.enumerated() {
        guard let entry = entries.first(where: { $0.gram == gram }) else { continue }
        ids.append(Int32(name))
        weights.append(entry.weight)
      }
      offsets.append(Int64(ids.count))
    }
    let owned = (OwnedBuffer(offsets), OwnedBuffer(ids), OwnedBuffer(weights))
    var postings = unsafe ga_name_postings(
      offsets: owned.0.address, names: owned.1.address, weights: owned.2.address,
      nameCount: Int64(nameCount))
    var sums = [Float](repeating: 0, count: nameCount)
    for query in names(50, gramCount: gramCount, &generator) {
      var foundIDs = [Int32](repeating: -7, count: limit + 1)
      var values = [Float](repeating: -7, count: limit + 1)
      let count = unsafe ga_nearest_names(
        &postings, query.map(\.gram), query.map(\.weight), Int64(query.count), Int32(limit), &sums,
        &foundIDs, &values)
      let expected = twin(query, points, limit: limit)
      #expect(Array(foundIDs[..<Int(count)]) == expected.map(\.id))
      #expect(Array(values[..<Int(count)]) == expected.map(\.value))
      #expect(foundIDs[limit] == -7 && values[limit] == -7)
      #expect(sums.allSatisfy { $0 == 0 })
    }
  }
}
