"""A headless Chromium for tests, talked to over its own pipe; nothing but the standard library."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
LAUNCH = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
PATIENCE = 30.0


def executable() -> str | None:
    """The browser, if there is one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Page:
    """One page in a browser of its own; `said` has all it told, errors and requests among them."""

    def __init__(self, write: int, read: int) -> None:
        self.said: list[dict[str, Any]] = []
        self._write, self._read = write, read
        self._rest = b""
        self._number = 0
        self._session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "DOM", "Accessibility"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and give its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]
            self.said.append(answer)

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            chunk = os.read(self._read, 1 << 16)
            assert chunk, "the browser went away"
            self._rest += chunk
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def open(self, path: Path) -> None:
        """Open a file and wait until its script has run."""
        self.call("Page.navigate", url=path.as_uri())
        self.wait("document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        done = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def wait(self, script: str) -> None:
        """Wait until an expression in the page holds."""
        until(lambda: self.run(f"Boolean({script})"))

    def press(self, key: str, code: int, text: str = "", modifiers: int = 0) -> None:
        """Press and let go a key."""
        common = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self.call("Input.dispatchKeyEvent", **down, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text: str) -> None:
        """Put text in where the cursor is."""
        self.call("Input.insertText", text=text)

    def choose(self, selector: str, path: Path) -> None:
        """Choose a file in a file field."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def allow_downloads(self, folder: Path) -> None:
        """Let downloads go into a folder."""
        session, self._session = self._session, ""
        self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        self._session = session

    def trouble(self) -> list[dict[str, Any]]:
        """Errors, warnings and dialogs so far."""
        kinds = ("Log.entryAdded", "Runtime.exceptionThrown", "Page.javascriptDialogOpening")
        return [each for each in self.said if each["method"] in kinds]

    def fetched(self) -> set[str]:
        """The addresses asked for so far, but for the browser's own pictures."""
        asked = [each for each in self.said if each["method"] == "Network.requestWillBeSent"]
        addresses = {each["params"]["request"]["url"] for each in asked}
        return {each for each in addresses if not each.startswith(("data:", "blob:"))}

    def close(self) -> None:
        """Close the browser; what it kept is on disk then."""
        self._session = ""
        self.call("Browser.close")


def until(holds: Callable[[], Any]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@contextmanager
def opened(profile: Path) -> Iterator[Page]:
    """A page in a browser with this profile, which remembers what earlier ones kept."""
    chromium = executable()
    assert chromium
    orders, answers = os.pipe(), os.pipe()
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe")
    flags += ("--disable-extensions", "--no-first-run", f"--user-data-dir={profile}")
    ends = (orders[0], answers[1])
    process = subprocess.Popen(
        (sys.executable, "-c", LAUNCH, *map(str, ends), chromium, *flags),
        pass_fds=ends,
        stderr=subprocess.DEVNULL,
    )
    for end in ends:
        os.close(end)
    try:
        page = Page(orders[1], answers[0])
        yield page
        page.close()
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()
        os.close(orders[1])
        os.close(answers[0])
