#!/usr/bin/env python3
"""The console in a real browser: what reviewers do all day, and what others must not be able to do.

Started by Scripts/browser, which makes the database and the people below. Without arguments of its own: MANUMIT_CONSOLE is
the address, the PG* variables lead to the database as its owner, MANUMIT_PICTURES is a folder for pictures, if wanted.
"""

import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import Browser, post  # noqa: E402

BASE = os.environ["MANUMIT_CONSOLE"]
PICTURES = os.environ.get("MANUMIT_PICTURES")
PASSWORD = os.environ["MANUMIT_CONSOLE_PASSWORD"]


def sql(statement):
    """What the database says, asked as its owner: one line a row."""
    return subprocess.run(["psql", "-XAtqc", statement], check=True, capture_output=True, text=True).stdout.strip()


class ConsoleTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser(BASE)
        cls.browser.window()

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()

    def setUp(self):
        self.browser.scripts(True)
        self.browser.window()
        self.browser.complaints()

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [], "the browser has nothing against the pages")

    def flag(self, condition="true"):
        """A flag nobody has decided on."""
        return sql(f"SELECT id FROM manumit.flagged WHERE status = 'new' AND pending_decision IS NULL AND {condition} "
                   "ORDER BY score DESC, id LIMIT 1")

    def form(self, action):
        return self.browser.one(f'form[action$="/{action}"]')

    def decide(self, flag, status, reason):
        browser = self.browser
        browser.open(f"/flags/{flag}")
        browser.one(f'input[name=to][value="{status}"]').click()
        browser.choose("#code", "suspicion_confirmed")
        browser.type("#reason", reason)
        browser.submit(self.form("decisions"))

    # Signing in and out.

    def test_only_the_right_password_opens(self):
        browser = self.browser
        for role, password in [("maria", "wrong"), ("nobody-of-that-name", PASSWORD), ("Maria", PASSWORD)]:
            browser.sign_in(role, password)
            self.assertEqual(browser.path, "/sign-in")
            self.assertIn("does not know this role with this password", browser.text, role)
            self.assertEqual(browser.one("#password").get_attribute("value"), "")
        browser.sign_in("maria", PASSWORD)
        self.assertEqual(browser.path, "/")
        self.assertIn("maria", browser.one(".leave").text)

    def test_a_password_that_nobody_asked_for_proves_nothing(self):
        # The server lets this role in over its socket without asking.
        self.browser.sign_in("trusted", "anything")
        self.assertIn("asks for no password", self.browser.text)
        self.browser.open("/")
        self.assertEqual(self.browser.path, "/sign-in")

    def test_whoever_has_no_right_sees_nothing(self):
        browser = self.browser
        browser.sign_in("stranger", PASSWORD)
        self.assertIn("Not yours to see or do", browser.text)
        browser.open(f"/flags/{self.flag()}")
        self.assertIn("Not yours to see or do", browser.text)
        self.assertEqual(browser.all("table"), [])

    def test_signing_out_ends_the_session(self):
        browser = self.browser
        browser.sign_in("maria", PASSWORD)
        cookie = browser.cookie
        browser.sign_out()
        self.assertEqual(browser.path, "/sign-in")
        browser.driver.add_cookie({"name": "manumit", "value": cookie.split("manumit=")[1].split(";")[0]})
        browser.open("/")
        self.assertEqual(browser.path, "/sign-in", "an old cookie is worth nothing")

    def test_guessing_is_slowed_down(self):
        browser = self.browser
        for _ in range(6):
            browser.sign_in("guessed", "wrong")
        self.assertIn("too many attempts", browser.text)
        browser.sign_in("guessed", PASSWORD)
        self.assertIn("too many attempts", browser.text, "and then the right one does not help")

    # The queue.

    def test_the_queue_is_filtered_and_sorted(self):
        browser = self.browser
        browser.sign_in("maria", PASSWORD)
        scores = [int(each) for each in browser.texts(".queue .score")]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertGreater(len(scores), 10)
        browser.one("details.card summary").click()
        browser.choose("#role", "possible_victim")
        browser.submit(browser.one("form.filters"))
        self.assertEqual(browser.path.split("&")[0], "/?typology=")
        rows = browser.all(".queue tbody tr")
        self.assertEqual(len(rows), int(sql("SELECT count(*) FROM manumit.queue WHERE role_code = 'possible_victim'")))
        for row in rows:
            self.assertIn("a person to protect", row.text)
            self.assertNotIn("suspect", row.text.lower())

    def test_a_budget_draws_its_line(self):
        browser = self.browser
        browser.sign_in("maria", PASSWORD)
        browser.open("/?budget=3")
        rows = browser.all(".queue tbody tr")
        self.assertIn("A budget of 3 ends at the line", browser.text)
        self.assertEqual([at for at, row in enumerate(rows) if "last" in row.get_attribute("class")], [2])

    def test_a_name_is_found_and_is_not_in_the_address(self):
        browser = self.browser
        browser.sign_in("maria", PASSWORD)
        name = sql("SELECT subject_name FROM manumit.flagged WHERE subject_name ~ '^[A-Z][a-z]+ [A-Z][a-z]+$' "
                   "ORDER BY score DESC LIMIT 1")
        browser.type("#text", name.split(" ")[1].lower()[:4])
        browser.submit(browser.one("form.search"))
        self.assertIn(name, browser.texts(".queue .subject a"))
        self.assertEqual(browser.path, "/search")

    def test_keys_move_through_the_queue(self):
        browser = self.browser
        browser.sign_in("maria", PASSWORD)
        links = browser.all(".queue .subject a")
        active = lambda: browser.driver.switch_to.active_element  # noqa: E731
        for keys, place in [("j", 0), ("j", 1), ("j", 2), ("k", 1)]:
            active().send_keys(keys)
            self.assertEqual(active(), links[place])
        outline = browser.driver.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
        self.assertEqual(outline, "solid", "one sees where one is")
        address = links[1].get_attribute("href")
        browser.leave_by(type("Key", (), {"click": lambda self: active().send_keys("o")})())
        self.assertEqual(BASE + browser.path, address)
        browser.press("u")
        browser.wait(lambda: browser.path == "/")
        browser.one("#text").send_keys("jk")
        self.assertEqual(browser.one("#text").get_attribute("value"), "jk", "where one types, they are letters")

    # Flags.

    def test_opening_a_flag_is_on_record(self):
        browser = self.browser
        browser.sign_in("maria", PASSWORD)
        flag = self.flag()
        before = int(sql("SELECT count(*) FROM manumit.reading WHERE read_by = 'maria' AND via = 'console'"))
        browser.open(f"/flags/{flag}")
        after = int(sql("SELECT count(*) FROM manumit.reading WHERE read_by = 'maria' AND via = 'console'"))
        self.assertEqual(after, before + 1)
        for path in ["/flags/0", "/flags/" + "0" * 32, f"/flags/{flag}'--", "/flags/" + "z" * 32]:
            browser.open(path)
            self.assertEqual(browser.all("form.stack"), [], path)

    def test_a_decision_takes_two_people_where_it_must(self):
        browser = self.browser
        flag = self.flag()
        status = lambda: sql(f"SELECT status FROM manumit.flagged WHERE id = '{flag}'")  # noqa: E731
        browser.sign_in("maria", PASSWORD)
        self.decide(flag, "in_review", "I look into it")
        self.assertIn("Decided: in review", browser.text)
        self.assertEqual(status(), "in_review")
        self.decide(flag, "escalated", "No innocent reason left")
        self.assertIn("Proposed: escalated", browser.text)
        self.assertEqual(status(), "in_review")
        self.assertEqual(browser.all('form[action$="/second-opinions"]'), [], "not by whoever proposed it")
        decision = sql(f"SELECT pending_decision FROM manumit.flagged WHERE id = '{flag}'")
        token = browser.one("input[name=token]").get_attribute("value")
        post(f"{BASE}/flags/{flag}/second-opinions", {
            "token": token, "decision": decision, "agrees": "yes", "opinion": "Yes, myself"}, browser.cookie)
        self.assertEqual(status(), "in_review", "nor past the form")

        browser.sign_in("joe", PASSWORD)
        browser.open("/?waiting=yes")
        browser.leave_by(browser.one(f'a[href="/flags/{flag}"]'))
        browser.one("input[name=agrees][value=yes]").click()
        browser.type("#opinion", "I see it too")
        browser.submit(self.form("second-opinions"))
        self.assertIn("You agreed", browser.text)
        self.assertEqual(status(), "escalated")
        self.assertEqual(sql("SELECT decided_by || ' ' || agrees FROM manumit.second_opinion WHERE decision_id = " + decision),
                         "joe true")

    def test_what_was_refused_is_not_typed_twice(self):
        browser = self.browser
        flag = self.flag()
        browser.sign_in("maria", PASSWORD)
        browser.open(f"/flags/{flag}")
        browser.one('input[name=to][value="escalated"]').click()
        browser.choose("#code", "explained")
        browser.type("#reason", "A long\nstory <b>told</b> once")
        browser.driver.execute_script("document.querySelector('input[name=evidence]').value = 'another'")
        browser.submit(self.form("decisions"))
        self.assertIn("evidence", browser.one(".notice.refusal").text)
        self.assertEqual(browser.one("#reason").get_attribute("value"), "A long\nstory <b>told</b> once")
        self.assertEqual(sql(f"SELECT count(*) FROM manumit.decision WHERE flag_id = '{flag}'"), "0")

    def test_a_flag_is_taken_noted_and_put_aside(self):
        browser = self.browser
        browser.sign_in("maria", PASSWORD)
        flag = self.flag("typology = 'labor-trafficking'")
        browser.open(f"/flags/{flag}")
        browser.leave_by(browser.one("button[value=me]"))
        self.assertIn("It is yours.", browser.text)
        browser.type("#note", "Called the branch")
        browser.type("#reference", "CASE-7")
        browser.submit(self.form("notes"))
        browser.driver.execute_script("document.querySelector('#until-day').value = arguments[0]",
                                      sql("SELECT (now() AT TIME ZONE 'UTC')::date + 20"))
        browser.type("#snooze-reason", "Waits for the employer's answer")
        browser.submit(self.form("snoozes"))
        self.assertIn("Put aside until", browser.text)
        self.assertEqual(
            sql(f"SELECT assignee, snoozed_until - (now() AT TIME ZONE 'UTC')::date, (SELECT text || ' ' || reference || ' ' || noted_by "
                f"FROM manumit.note n WHERE n.flag_id = f.id) FROM manumit.flagged f WHERE id = '{flag}'"),
            "maria|20|Called the branch CASE-7 maria")
        browser.open("/")
        self.assertEqual(browser.all(f'a[href="/flags/{flag}"]'), [], "put aside")
        browser.open("/?snoozed=yes&assignee=me")
        self.assertEqual(len(browser.all(f'a[href="/flags/{flag}"]')), 1)

    # What others try.

    def test_names_that_are_programs_stay_names(self):
        browser = self.browser
        browser.sign_in("maria", PASSWORD)
        for name in ["<script>document.title=1</script>", "<img src=x onerror=document.title=1>"]:
            flags = sql(f"SELECT id FROM manumit.flagged WHERE subject_name = '{name}'").split("\n")
            self.assertNotEqual(flags, [""], name)
            for flag in flags:
                browser.open(f"/flags/{flag}")
                self.assertIn(name, browser.text)
                self.assertNotEqual(browser.title, "1")
                self.assertEqual([each.get_attribute("src") for each in browser.all("script")],
                                 [browser.one("head script").get_attribute("src")])
                self.assertEqual(browser.all("img[onerror]"), [])
            browser.open("/")
            self.assertIn(name, browser.texts(".queue .subject a"))
            self.assertNotEqual(browser.title, "1")

    def test_a_form_of_another_site_does_nothing(self):
        browser = self.browser
        flag = self.flag()
        browser.sign_in("maria", PASSWORD)
        browser.open(f"/flags/{flag}")
        digest = browser.one("input[name=evidence]").get_attribute("value")
        token = browser.one("input[name=token]").get_attribute("value")
        fields = {"to": "in_review", "code": "needs_review", "reason": "forged", "evidence": digest}
        address = f"{BASE}/flags/{flag}/decisions"
        self.assertEqual(post(address, fields, browser.cookie), 403, "no token")
        self.assertEqual(post(address, {**fields, "token": "0" * 64}, browser.cookie), 403, "not its token")
        for site in ["cross-site", "same-site"]:
            self.assertEqual(
                post(address, {**fields, "token": token}, browser.cookie, {"Sec-Fetch-Site": site}), 403)
        self.assertEqual(post(address, {**fields, "token": token}), 303, "no session: to the sign-in")
        self.assertEqual(post(address, {**fields, "token": token}, browser.cookie, {"Host": "evil.example"}), 403)
        # A page of another site, in this browser: its cookie is not sent along.
        inner = "".join(f'<input name="{name}" value="{value}">' for name, value in {**fields, "token": token}.items())
        browser.driver.get("data:text/html,<title>elsewhere</title>")
        browser.driver.execute_script(
            "document.body.innerHTML = arguments[0]; document.forms[0].submit()",
            f'<form method="post" action="{address}">{inner}</form>')
        browser.wait(lambda: browser.title != "elsewhere")
        self.assertEqual(sql(f"SELECT count(*) FROM manumit.decision WHERE flag_id = '{flag}'"), "0")

    def test_an_auditor_reads_and_decides_nothing(self):
        browser = self.browser
        flag = self.flag()
        browser.sign_in("ann", PASSWORD)
        self.assertGreater(len(browser.all(".queue tbody tr")), 10)
        browser.open(f"/flags/{flag}")
        token = browser.one("input[name=token]").get_attribute("value")
        digest = sql(f"SELECT evidence_digest FROM manumit.flagged WHERE id = '{flag}'")
        status = post(f"{BASE}/flags/{flag}/decisions", {
            "token": token, "to": "in_review", "code": "needs_review", "reason": "x", "evidence": digest}, browser.cookie)
        self.assertEqual(status, 403)
        self.assertEqual(sql(f"SELECT count(*) FROM manumit.decision WHERE flag_id = '{flag}'"), "0")

    # What the examiner asks.

    def test_the_examiner_is_answered(self):
        browser = self.browser
        browser.sign_in("ann", PASSWORD)
        day = sql("SELECT max(started_at)::date FROM manumit.run")
        tried = sql("SELECT subjects_evaluated FROM manumit.run_coverage WHERE indicator = 'SMUG-REMOTE-CASH'")
        browser.open(f"/coverage?indicator=SMUG-REMOTE-CASH&day={day}")
        self.assertIn("Yes: SMUG-REMOTE-CASH ran once", browser.text)
        self.assertIn(f"{int(tried):,}", browser.texts("tbody td.number"))
        browser.open("/coverage?indicator=SMUG-REMOTE-CASH&day=2001-01-01")
        self.assertIn("No: SMUG-REMOTE-CASH did not run on 2001-01-01.", browser.text)
        browser.open("/runs")
        browser.leave_by(browser.one("tbody a"))
        self.assertIn(f"{int(sql('SELECT sum(accepted_records) FROM manumit.run')):,}", browser.text)
        browser.open("/rulebook/SMUG-REMOTE-CASH")
        self.assertIn("FIN-2023-Alert001", browser.text)
        for path in ["/runs/0", "/rulebook/NONE", "/rulebook/<script>", "/runs/'"]:
            browser.open(path)
            self.assertIn("Not found", browser.title, path)

    # For everybody.

    def test_everything_works_without_scripts(self):
        browser = self.browser
        flag = self.flag("typology = 'laundering-network'")
        browser.scripts(False)
        browser.sign_in("joe", PASSWORD)
        browser.open("/?typology=laundering-network")
        browser.leave_by(browser.one(f'a[href="/flags/{flag}"]'))
        self.decide(flag, "in_review", "Without scripts")
        self.assertIn("Decided: in review", browser.text)
        browser.sign_out()
        self.assertEqual(browser.path, "/sign-in")

    def test_pages_are_for_everybody(self):
        browser = self.browser
        victim = self.flag("role = 'possible_victim'")
        subject = sql("SELECT subject_key FROM manumit.flagged ORDER BY related_count DESC, id LIMIT 1")
        pages = {"sign-in": "/sign-in", "queue": "/", "filtered": "/?budget=5&role=facilitator", "empty": "/?score=999999",
                 "runs": "/runs", "run": "/runs/" + sql("SELECT id FROM manumit.run ORDER BY started_at DESC LIMIT 1"),
                 "coverage": "/coverage?indicator=SMUG-REMOTE-CASH", "rejections": "/rejections", "rulebook": "/rulebook",
                 "rule": "/rulebook/SMUG-REMOTE-CASH", "statistics": "/statistics",
                 "subject": f"/subjects/{subject}", "network": f"/subjects/{subject}/network", "flag": f"/flags/{self.flag()}", "protect": f"/flags/{victim}", "missing": "/nothing-here"}
        for name, path in pages.items():
            browser.window()
            if name == "sign-in":
                browser.driver.delete_all_cookies()
            elif browser.path == "/sign-in":
                browser.sign_in("maria", PASSWORD)
            # Light and dark differ in colours alone, whatever the width.
            for width, dark in [(1280, False), (390, True)] + ([(1280, True), (390, False)] if PICTURES else []):
                browser.window(width, 900 if width > 600 else 844, dark)
                browser.open(path)
                with self.subTest(page=name, width=width, dark=dark):
                    self.assertEqual(browser.is_accessible(), [])
                if PICTURES:
                    browser.picture(f"{PICTURES}/{name}-{width}{'-dark' if dark else ''}.png")

    def test_a_person_to_protect_is_never_called_a_suspect(self):
        browser = self.browser
        browser.sign_in("maria", PASSWORD)
        for flag in sql("SELECT id FROM manumit.flagged WHERE role = 'possible_victim'").split("\n"):
            browser.open(f"/flags/{flag}")
            self.assertIn("a person to protect", browser.text)
            self.assertIsNone(re.search(r"\bsuspect(ed)?\b", browser.one("main h1 ~ p").text.lower()))
            self.assertGreater(len(browser.all(".chip.protect")), 0)


if __name__ == "__main__":
    unittest.main(verbosity=1)
