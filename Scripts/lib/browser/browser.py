"""A real Chromium, and what tests of the console do with it."""

import base64
import pathlib
import urllib.error
import urllib.parse
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ACCESSIBILITY = (pathlib.Path(__file__).parent / "accessibility.js").read_text(encoding="utf-8")

# A page of the console takes milliseconds; a machine that is busy with other tests may take seconds.
PATIENCE_SECONDS = 20


class Browser:
    """One browser. `window` and `scripts` may change between pages."""

    def __init__(self, base):
        self.base = base
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        # As root Chromium has no sandbox; it is shown nothing but the console.
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.driver.set_page_load_timeout(PATIENCE_SECONDS)

    def quit(self):
        self.driver.quit()

    def window(self, width=1280, height=900, dark=False):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def scripts(self, on):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})

    # Where it is.

    def open(self, path):
        self.driver.get(self.base + path)

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.base)

    @property
    def title(self):
        return self.driver.title

    @property
    def text(self):
        return self.one("body").text

    @property
    def cookie(self):
        """The session's cookie, as a browser sends it."""
        return "; ".join(f"{each['name']}={each['value']}" for each in self.driver.get_cookies())

    def complaints(self):
        """What the browser said against the pages since it was asked last, such as content it refused to load. That an
        answer had a status of its own is no complaint."""
        return [each["message"] for each in self.driver.get_log("browser")
                if "Failed to load resource: the server responded with a status of" not in each["message"]]

    # What is on the page.

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        return [each.text for each in self.all(selector)]

    def wait(self, condition):
        return WebDriverWait(self.driver, PATIENCE_SECONDS, poll_frequency=0.02).until(lambda _: condition())

    # What a person does.

    def type(self, selector, text):
        field = self.one(selector)
        field.clear()
        field.send_keys(text)

    def press(self, keys):
        self.one("body").send_keys(keys)

    def leave_by(self, element):
        """Clicks what leads to another page, and waits until that is there."""
        before = self.one("html")
        element.click()
        self.wait(lambda: self.one("html") != before)

    def choose(self, selector, value):
        self.one(f'{selector} option[value="{value}"]').click()

    def sign_in(self, role, password):
        self.driver.delete_all_cookies()
        self.open("/sign-in")
        self.type("#role", role)
        self.type("#password", password)
        self.leave_by(self.one("main form button"))

    def sign_out(self):
        self.leave_by(self.one(".leave button"))

    def submit(self, form):
        self.leave_by(form.find_element(By.CSS_SELECTOR, "button[type=submit]"))

    # What is looked at afterwards.

    def is_accessible(self):
        """What a page owes to people who cannot see it well, and does not give: empty where all is well."""
        return self.driver.execute_script(ACCESSIBILITY)

    def picture(self, path):
        answer = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
        pathlib.Path(path).write_bytes(base64.b64decode(answer["data"]))


def post(url, fields, cookie="", headers=None):
    """Posts a form as a program would that is no browser. Returns the status, redirections not followed."""
    request = urllib.request.Request(
        url, data=urllib.parse.urlencode(fields).encode(), headers={"Cookie": cookie, **(headers or {})})

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        with urllib.request.build_opener(Stay).open(request, timeout=PATIENCE_SECONDS) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
