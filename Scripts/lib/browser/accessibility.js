// What a page owes to whoever cannot see it well, or at all. Returns a list of what is wrong, in words; run by
// check_console.py in the page itself. Contrast as WCAG 2.2 computes it: success criterion 1.4.3, with its definitions
// of relative luminance and contrast ratio.
const wrong = [];
const tell = (element, what) => wrong.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
const text = (element) => (element.innerText || element.textContent || "").trim();
const isShown = (element) =>
  element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";

if (!document.documentElement.lang) wrong.push("the page does not say its language");
if (!document.title.trim()) wrong.push("the page has no title");
if (document.querySelectorAll("h1").length !== 1) wrong.push("there is not exactly one h1");
if (!document.querySelector("main")) wrong.push("there is no main part");

let level = 0;
for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
  const next = Number(heading.tagName[1]);
  if (next > level + 1) tell(heading, `heading ${next} follows heading ${level}`);
  level = next;
}

const ids = new Set();
for (const element of document.querySelectorAll("[id]")) {
  if (ids.has(element.id)) tell(element, "an id stands twice");
  ids.add(element.id);
}

for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
  const label = (field.labels && field.labels[0]) || null;
  const name = field.getAttribute("aria-label") || (label && text(label)) || (label && label.textContent.trim());
  if (!name) tell(field, "a field has no label");
}
for (const label of document.querySelectorAll("label[for]")) {
  if (!document.getElementById(label.htmlFor)) tell(label, "a label is of no field");
}
for (const control of document.querySelectorAll("a[href], button, summary")) {
  if (!control.textContent.trim() && !control.getAttribute("aria-label")) tell(control, "nothing says what it does");
}
for (const picture of document.querySelectorAll("img")) {
  if (!picture.hasAttribute("alt")) tell(picture, "a picture has no words");
}
for (const picture of document.querySelectorAll("svg")) {
  if (picture.closest("[aria-hidden=true]")) continue;
  const named = picture.getAttribute("aria-label") || picture.getAttribute("aria-labelledby");
  if (!named && !picture.querySelector("title")) tell(picture, "a picture has no words");
}
for (const table of document.querySelectorAll("table")) {
  if (!table.querySelector("caption") && !table.getAttribute("aria-label")) tell(table, "a table has no caption");
  if (!table.querySelector("th")) tell(table, "a table has no headers");
  for (const header of table.querySelectorAll("th:not([scope])")) tell(header, "a header does not say of what");
}

// Colours, as the browser computed them.
const channels = (color) => {
  const numbers = (color.match(/[\d.]+/g) || []).map(Number);
  return numbers.length < 3 ? null : { rgb: numbers.slice(0, 3), alpha: numbers.length > 3 ? numbers[3] : 1 };
};
const over = (top, below) => top.rgb.map((value, at) => value * top.alpha + below[at] * (1 - top.alpha));
const ground = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const color = channels(getComputedStyle(at).backgroundColor);
    if (color && color.alpha > 0) layers.push(color);
    if (color && color.alpha === 1) break;
  }
  return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
};
const luminance = (rgb) => {
  const [red, green, blue] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const ratio = (one, other) => {
  const [bright, dark] = [luminance(one), luminance(other)].sort((left, right) => right - left);
  return (bright + 0.05) / (dark + 0.05);
};

const seen = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  if (!node.textContent.trim() || seen.has(element) || !isShown(element)) continue;
  if (element.closest("script, style, option, svg title, svg desc, .unseen, .skip")) continue;
  seen.add(element);
  const style = getComputedStyle(element);
  const color = channels(element.closest("svg") ? style.fill : style.color);
  if (!color) continue;
  const below = ground(element);
  const contrast = ratio(over(color, below), below);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (contrast < (isLarge ? 3 : 4.5)) tell(element, `contrast ${contrast.toFixed(2)}`);
}
// Edges of what is typed into (success criterion 1.4.11).
for (const field of document.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea")) {
  if (!isShown(field)) continue;
  const below = ground(field.parentElement);
  const edge = channels(getComputedStyle(field).borderTopColor);
  if (edge && ratio(over(edge, below), below) < 3) tell(field, "the edge of a field is hard to see");
}

if (document.documentElement.scrollWidth > window.innerWidth + 1) {
  wrong.push(`the page is wider (${document.documentElement.scrollWidth}) than its window (${window.innerWidth})`);
  for (const element of document.querySelectorAll("main *")) {
    if (element.getBoundingClientRect().right > window.innerWidth + 1 && !element.closest(".scroll")) {
      tell(element, "this is too wide");
      break;
    }
  }
}
return wrong;
