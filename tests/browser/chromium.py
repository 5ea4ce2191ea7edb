"""The Chromium that tests drive: where it is and how it is started."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# What no page needs: each window would load the browser's own pages for its box of addresses.
# The last list of features counts, so that of Playwright is said again.
WITHOUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(WITHOUT)}",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
DESK, PHONE, SMALL, PAPER = (1280, 800), (390, 844), (320, 640), (718, 1000)


def executable(environment: Mapping[str, str] = os.environ) -> str:
    """The path of the browser: the one that CHROMIUM names, or else the first on the PATH.

    Raises `FileNotFoundError` where there is none.
    """
    named = environment.get("CHROMIUM")
    names = (named,) if named else NAMES
    for name in names:
        if found := shutil.which(name, path=environment.get("PATH", "")):
            return found
    raise FileNotFoundError(
        f"no browser found as {' or '.join(names)}: install Chromium, or name one in CHROMIUM"
    )


@contextmanager
def started() -> Iterator[Browser]:
    """The browser, as long as the block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()
