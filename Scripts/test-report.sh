#!/usr/bin/env bash
# Opens pages of “graph-align report” and “bench report” in a headless Chromium and uses them: by pointer, by keys, in the
# dark, 360 pixels wide. The first argument, if there is one, is a folder for screenshots.
#
# It needs Chromium and Python's websocket-client (apt-get install chromium python3-websocket), and is skipped without.
set -euo pipefail
cd "$(dirname "$0")/.."

browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [[ -z $browser ]]; then
  echo "skipped: there is no Chromium (apt-get install chromium)"
  exit 0
fi
if ! python3 -c 'import websocket' 2> /dev/null; then
  echo "skipped: Python has no websocket (apt-get install python3-websocket)"
  exit 0
fi
swift build -c release --product graph-align
swift build -c release --product bench
python3 Scripts/report/test_report.py "$browser" "$(swift build -c release --show-bin-path)" "$@"
