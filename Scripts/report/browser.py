"""A headless Chromium that is driven by its DevTools protocol."""

import base64
import json
import re
import shutil
import subprocess
import tempfile
import time

import websocket


class Browser:
  """One browser and one page at a time; use it in a `with` statement."""

  def __init__(self, program):
    self.folder = tempfile.mkdtemp(prefix="report-browser-")
    self.process = subprocess.Popen(
      [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
       "--no-first-run", "--remote-debugging-port=0", "--remote-allow-origins=*", f"--user-data-dir={self.folder}",
       "about:blank"],
      stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    address = None
    for line in self.process.stderr:
      found = re.search(r"DevTools listening on (ws://\S+)", line)
      if found:
        address = found.group(1)
        break
    if address is None:
      raise RuntimeError("the browser does not start")
    self.socket = websocket.create_connection(address, timeout=60, suppress_origin=True)
    self.number, self.session, self.events = 0, None, []
    target = self.call("Target.createTarget", url="about:blank")["targetId"]
    self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network"):
      self.call(f"{domain}.enable")

  def __enter__(self):
    return self

  def __exit__(self, *_):
    self.process.terminate()
    self.process.wait()
    self.socket.close()
    shutil.rmtree(self.folder, ignore_errors=True)

  def call(self, method, **parameters):
    """Sends a command and waits for its answer; events that come before are kept."""
    self.number += 1
    message = {"id": self.number, "method": method, "params": parameters}
    if self.session:
      message["sessionId"] = self.session
    self.socket.send(json.dumps(message))
    while True:
      answer = json.loads(self.socket.recv())
      if answer.get("id") == self.number:
        if "error" in answer:
          raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]
      self.events.append(answer)

  def evaluate(self, expression):
    """The value of an expression on the page, after its promise if it is one."""
    result = self.call(
      "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
    if "exceptionDetails" in result:
      raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
    return result["result"].get("value")

  def open(self, path, width=1200, height=900, dark=False, scale=1):
    """Opens a file as on a screen of this size."""
    self.events = []
    self.call(
      "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=width < 600)
    self.call(
      "Emulation.setEmulatedMedia",
      features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
    self.call("Page.navigate", url=f"file://{path}")
    end = time.time() + 60
    while self.evaluate("document.readyState") != "complete" or self.evaluate("location.href") == "about:blank":
      if time.time() > end:
        raise RuntimeError(f"{path} does not load")
      time.sleep(0.02)
    # Two frames later what is drawn at once is drawn.
    self.settle()

  def settle(self):
    self.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

  @property
  def complaints(self):
    """What the console holds that is no mere remark, and what was asked of other places."""
    found = []
    for event in self.events:
      method, details = event.get("method"), event.get("params", {})
      if method == "Runtime.exceptionThrown":
        found.append(str(details["exceptionDetails"].get("exception", details))[:300])
      elif method == "Runtime.consoleAPICalled" and details["type"] in ("error", "warning", "assert"):
        found.append(str(details["args"])[:300])
      elif method == "Log.entryAdded" and details["entry"]["level"] in ("error", "warning"):
        found.append(details["entry"]["text"])
      elif method == "Network.requestWillBeSent" and not re.match("file:|data:|about:", details["request"]["url"]):
        found.append(f"asks for {details['request']['url']}")
    return found

  def move(self, x, y):
    self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

  def click(self, x, y):
    for kind in ("mousePressed", "mouseReleased"):
      self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

  def press(self, key, code=0, text=None):
    for kind in ("keyDown", "keyUp"):
      more = {"text": text} if text and kind == "keyDown" else {}
      self.call(
        "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more)

  def screenshot(self, path, whole=False, selector=None, quality=None):
    """A picture of what is on the screen, of the whole page, or of an element."""
    more = {}
    if selector:
      box = self.evaluate(
        "(b => [b.x + scrollX, b.y + scrollY, b.width, b.height])"
        f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())")
      more = {"clip": {"x": box[0], "y": box[1], "width": box[2], "height": box[3], "scale": 1}}
    picture = self.call("Page.captureScreenshot", captureBeyondViewport=whole or bool(selector), **more)
    with open(path, "wb") as file:
      file.write(base64.b64decode(picture["data"]))
