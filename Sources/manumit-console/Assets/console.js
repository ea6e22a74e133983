// Keys, for hands that stay on the keyboard. Everything works without this file, and it sends and loads nothing.
"use strict";

(() => {
  const setting = "manumit.keys";

  // Keys of one letter can be in the way of who speaks to the machine: they can be turned off (WCAG 2.1.4).
  const areOff = () => {
    try { return localStorage.getItem(setting) === "off"; } catch { return false; }
  };
  const turn = (off) => {
    try { localStorage.setItem(setting, off ? "off" : "on"); } catch { /* they stay as they are */ }
  };

  const rows = () => [...document.querySelectorAll("[data-row]")];

  const move = (step) => {
    const all = rows();
    if (all.length === 0) return;
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
    const link = all[next].querySelector("a");
    link.focus();
    link.scrollIntoView({ block: "nearest" });
  };

  const follow = (selector) => {
    const link = document.querySelector(selector);
    if (link) link.click();
  };

  const focus = (selector) => {
    const field = document.querySelector(selector);
    if (!field) return;
    const closed = field.closest("details:not([open])");
    if (closed) closed.open = true;
    field.focus();
  };

  const help = () => {
    const keys = document.getElementById("keys");
    if (!keys) return;
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
  };

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    o: () => {
      const row = rows().find((each) => each.contains(document.activeElement));
      if (row) row.querySelector("a").click();
    },
    n: () => follow("a[rel=next]"),
    p: () => follow("a[rel=prev]"),
    u: () => follow("a.mark"),
    d: () => focus("[data-decide]"),
    "/": () => focus("[data-search]"),
    "?": help,
  };

  document.addEventListener("keydown", (event) => {
    if (areOff() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  const box = document.getElementById("keys-on");
  if (box) {
    box.closest("[hidden]").hidden = false;
    box.checked = !areOff();
    box.addEventListener("change", () => turn(!box.checked));
  }

  // A form that is on its way is not sent twice.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
})();
