"""Control headless Chromium over a pipe with the Chrome DevTools Protocol."""

import base64
import json
import os
import subprocess
import tempfile
import time


class Browser:
    """A process of Chromium; messages end with a zero byte."""

    def __init__(self, executable="chromium"):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self.requests = os.pipe()
        self.answers, from_browser = os.pipe()

        def at_start():
            # Chromium reads from descriptor 3 and writes to 4, which the pipes may already use.
            reading, writing = os.dup(to_browser), os.dup(from_browser)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(
            [executable, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", "--remote-debugging-pipe",
             f"--user-data-dir={self.profile.name}", "about:blank"],
            preexec_fn=at_start, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.number = 0
        self.events = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.requests)
        os.close(self.answers)
        self.profile.cleanup()

    def receive(self):
        while b"\0" not in self.buffer:
            part = os.read(self.answers, 1 << 20)
            if not part:
                raise RuntimeError("Chromium has exited")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        """The response to a request; earlier events are stored."""
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if session:
            request["sessionId"] = session
        text = json.dumps(request).encode() + b"\0"
        while text:
            text = text[os.write(self.requests, text):]
        while True:
            message = self.receive()
            if message.get("id") != self.number:
                self.events.append(message)
            elif "error" in message:
                raise RuntimeError(f"{method}: {message['error']['message']}")
            else:
                return message["result"]

    def page(self, **options):
        return Page(self, **options)


class Page:
    """A tab and its events."""

    def __init__(self, browser, width=1280, height=900, dark=False, scripts=True):
        self.browser = browser
        self.target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call(
            "Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(domain + ".enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)
        # Scroll bars would reduce the width of narrow windows.
        self.call("Emulation.setScrollbarsHidden", hidden=True)
        self.emulate(dark)
        if not scripts:
            self.call("Emulation.setScriptExecutionDisabled", value=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.browser.call("Target.closeTarget", targetId=self.target)

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def emulate(self, dark, media=""):
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def open(self, path):
        """Load a file; return the seconds until its scripts have run and it is painted."""
        self.address = "file://" + os.path.abspath(path)
        start = time.monotonic()
        self.call("Page.navigate", url=self.address)
        while not any(e["method"] == "Page.loadEventFired" for e in self.mine()):
            self.browser.events.append(self.browser.receive())
        self.draw()
        return time.monotonic() - start

    def draw(self):
        """Wait until the page has been laid out and painted."""
        self.call("Page.captureScreenshot", format="jpeg", quality=1)

    def mine(self):
        return [e for e in self.browser.events if e.get("sessionId") == self.session]

    def troubles(self):
        """Errors, console messages, dialogs, and requests other than for the page."""
        found = []
        for event in self.mine():
            content = event["params"]
            match event["method"]:
                case "Runtime.exceptionThrown":
                    found.append("exception: " + content["exceptionDetails"]["text"]
                                 + str(content["exceptionDetails"].get("exception", "")))
                case "Runtime.consoleAPICalled":
                    found.append(f"console: {content['args']}")
                case "Log.entryAdded":
                    found.append("log: " + content["entry"]["text"])
                case "Page.javascriptDialogOpening":
                    found.append("dialog: " + content["message"])
                case "Network.requestWillBeSent":
                    if content["request"]["url"] != self.address:
                        found.append("request: " + content["request"]["url"])
        return found

    def value(self, expression):
        """The value of a JavaScript expression in the page."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def mouse(self, kind, x, y, **more):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def place(self, expression):
        """The center of an element, which is scrolled into view."""
        return self.value(f"""(() => {{
            const element = {expression};
            element.scrollIntoView({{ block: "center", inline: "center", behavior: "instant" }});
            const box = element.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        }})()""")

    def click(self, expression, modifiers=0):
        x, y = self.place(expression)
        for kind in ["mousePressed", "mouseReleased"]:
            self.mouse(kind, x, y, button="left", clickCount=1, modifiers=modifiers)

    def drag(self, x1, y1, x2, y2):
        self.mouse("mousePressed", x1, y1, button="left", clickCount=1)
        for step in [0.5, 1]:
            self.mouse("mouseMoved", x1 + step * (x2 - x1), y1 + step * (y2 - y1),
                       button="left", buttons=1)
        self.mouse("mouseReleased", x2, y2, button="left", clickCount=1)

    def key(self, key, code=0):
        text = {"text": "\r"} if key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key,
                  windowsVirtualKeyCode=code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key,
                  windowsVirtualKeyCode=code)

    def screenshot(self, path, whole=True):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        with open(path, "wb") as file:
            file.write(base64.b64decode(data["data"]))

    def print(self, path):
        data = self.call("Page.printToPDF", printBackground=False, preferCSSPageSize=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(data["data"]))
