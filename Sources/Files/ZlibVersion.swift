internal import CZlib

/// The zlib that unpacks and compresses, such as `1.2.13`.
package var zlibVersion: String { unsafe String(cString: CZlib.zlibVersion()) }
