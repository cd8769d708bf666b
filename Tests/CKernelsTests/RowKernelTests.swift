import CKernels
import Parallel
import Testing

@Suite("Kernels of rows") struct RowKernelTests {
  @Test(
    "sort a row and keep the largest of repeated weights",
    arguments: [0, 1, 2, 16, 17, 127, 128, 129, 500], [3, 300, 70_000, Int(Int32.max)])
  func mergeRow(count: Int, bound: Int) {
    var generator = SeededGenerator(seed: UInt64(count + bound))
    let columns = (0..<count).map { _ in Int32(generator.index(below: bound)) }
    let weights = (0..<count).map { _ in generator.unit() + 0.5 }
    let expected = KernelTwins.mergedRow(columns, weights)
    for isWeighted in [true, false] {
      var (ownColumns, ownWeights) = (columns, weights)
      var spareColumns = [Int32](repeating: -5, count: count)
      var spareWeights = [Double](repeating: -5, count: count)
      var merged = [Int32](repeating: -7, count: count + 1)
      var mergedWeights = [Double](repeating: -7, count: count + 1)
      let kept =
        isWeighted
        ? unsafe ga_merge_row(
          &ownColumns, &ownWeights, Int64(count), &spareColumns, &spareWeights, &merged,
          &mergedWeights)
        : unsafe ga_merge_row(
          &ownColumns, nil, Int64(count), &spareColumns, nil, &merged, nil)
      #expect(Array(merged[..<Int(kept)]) == expected.columns)
      if isWeighted { #expect(Array(mergedWeights[..<Int(kept)]) == expected.weights) }
      // Nothing is written beyond the row.
      #expect(merged[count] == -7)
      #expect(mergedWeights[count] == -7)
    }
  }

  @Test("group rows with equal bits, whatever their hashes", arguments: [1, 2, 8, 9, 23])
  func rowGroups(width: Int) {
    var generator = SeededGenerator(seed: 9)
    let rowCount = 200
    let rows = (0..<rowCount).map { _ in
      // Zeros of both signs, which are equal but not by their bits.
      var row = [Float](repeating: 1, count: width)
      row[generator.index(below: width)] = [0, -0.0, 2, 3][generator.index(below: 4)]
      return row
    }
    let flat = rows.flatMap { $0 }
    var hashes = [UInt64](repeating: 1, count: rowCount)
    unsafe ga_row_hashes(flat, Int64(rowCount), Int64(width), &hashes)
    let expected = KernelTwins.rowGroups(rows)
    for i in 0..<rowCount {
      let first = expected.firstIndex(of: expected[i])!
      #expect(hashes[i] == hashes[first])
    }
    #expect(Set(hashes).count == Set(expected).count)
    // Equal hashes everywhere, of which nothing may be concluded.
    for hashes in [hashes, [UInt64](repeating: 3, count: rowCount)] {
      var table = [UInt64](repeating: 0, count: 256)
      var groups = [Int32](repeating: -1, count: rowCount)
      let count = unsafe ga_row_groups(
        flat, Int64(rowCount), Int64(width), hashes, &table, 256, &groups)
      #expect(groups == expected)
      #expect(Int(count) == Set(expected).count)
    }
  }

  @Test(
    "count rings as sets do: packed, not packed and by batches",
    arguments: [1, 2, 3, 5], [0, 100, 400, 4000])
  func ringHistograms(hops: Int, edgeCount: Int) {
    let (nodeCount, buckets) = (300, 4)
    let graph = SmallGraph(nodeCount: nodeCount, edgeCount: edgeCount, seed: 11)
    let bucket = (0..<nodeCount).map { Int32($0 % (buckets + 1)) }
    let packed = graph.neighbors.map { UInt32($0) | UInt32(bucket[Int($0)]) << 27 }
    let expected = (0..<nodeCount).flatMap {
      KernelTwins.ringHistogram(graph, $0, bucket: bucket, hops: hops, buckets: buckets)
    }
    let empty = [UInt32](repeating: 9, count: expected.count)
    // One thread's areas, used for more than 255 nodes, after which marks are cleared.
    for isSymmetric: Int32 in [0, 1] {
      var (counts, epoch) = (empty, UInt8(0))
      var marks = [UInt8](repeating: 0, count: nodeCount)
      var queue = [UInt32](repeating: 0, count: nodeCount + 1)
      unsafe ga_ring_histograms(
        0, 300, 300, graph.offsets, packed, bucket, isSymmetric, Int32(hops), Int32(buckets),
        &marks, &epoch, &queue, &counts)
      #expect(counts == expected)
    }
    var (counts, epoch) = (empty, UInt8(0))
    var marks = [UInt8](repeating: 0, count: nodeCount)
    var queue = [UInt32](repeating: 0, count: nodeCount + 1)
    unsafe ga_ring_histograms_unpacked(
      0, 300, 300, graph.offsets, graph.neighbors, bucket, Int32(hops), Int32(buckets), &marks,
      &epoch, &queue, &counts)
    #expect(counts == expected)
    counts = empty
    // Of any value, as the contract says.
    var seen = [UInt64](repeating: 0xdead, count: nodeCount * Int(ga_batch_words))
    var (frontier, next) = (seen, seen)
    unsafe ga_ring_histogram_batch(
      0, 300, 300, graph.offsets, packed, bucket, Int32(hops), Int32(buckets), &seen, &frontier,
      &next, &counts)
    #expect(counts == expected)
  }
}
