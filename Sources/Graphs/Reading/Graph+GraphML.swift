extension Graph {
  init(graphML text: UnsafeBufferPointer<UInt8>, options: GraphReadingOptions) throws(LineFailure) {
    fatalError()
  }
}
