import AlignmentTestSupport
import Graphs
import Testing

@Suite("Node identifiers") struct NodeIdentifiersTests {
  @Test("that count from 0 are the consecutive ones")
  func consecutive() {
    let identifiers = NodeIdentifiers([0, 1, 2] as [Int64])
    #expect(identifiers == .consecutive(3))
    #expect(identifiers.count == 3 && identifiers.areIntegers)
    #expect(identifiers[2] == "2" && identifiers.integer(of: 2) == 2)
    #expect(NodeIdentifiers([0, 2, 1] as [Int64]) != .consecutive(3))
  }

  @Test("of any kind give back what they were made of, and the nodes by name")
  func roundTrip() {
    let numbers = NodeIdentifiers([-5, 7, .max])
    #expect((0..<3).map { numbers[$0] } == ["-5", "7", "9223372036854775807"])
    #expect(numbers.integer(of: 0) == -5 && numbers.areIntegers)
    let strings = NodeIdentifiers(["b", "a", "1"])
    #expect(strings.integer(of: 2) == nil && !strings.areIntegers)
    for identifiers in [numbers, strings, .consecutive(3)] {
      let nodes = identifiers.nodesByName()
      for node in 0..<3 { #expect(nodes[identifiers[node]] == node) }
      #expect(nodes.count == 3)
    }
  }

  @Test("can be selected, in any order")
  func selecting() {
    #expect(NodeIdentifiers.consecutive(4).selecting([3, 1]) == NodeIdentifiers([3, 1]))
    #expect(NodeIdentifiers.consecutive(4).selecting([0, 1]) == .consecutive(2))
    #expect(NodeIdentifiers([9, 8, 7]).selecting([2, 0]) == NodeIdentifiers([7, 9]))
    #expect(NodeIdentifiers(["a", "b"]).selecting([1]) == NodeIdentifiers(["b"]))
  }

  @Test("trap on a node that does not exist, whatever they are made of")
  func traps() async {
    let name = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = NodeIdentifiers.consecutive(3)[3]
    }
    expectSaid("there is no node 3 in a graph of 3", name)
    let number = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = NodeIdentifiers.consecutive(3).integer(of: -1)
    }
    expectSaid("there is no node -1 in a graph of 3", number)
    let selection = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = NodeIdentifiers.consecutive(3).selecting([5]) }
    expectSaid("there is no node 5 in a graph of 3", selection)
    await #expect(processExitsWith: .failure) { _ = NodeIdentifiers([4, 5]).integer(of: 2) }
    await #expect(processExitsWith: .failure) { _ = NodeIdentifiers(["a"])[1] }
  }
}
