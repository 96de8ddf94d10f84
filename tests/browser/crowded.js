// What on the page in front is cut off, out of reach or on top of something
// else. Answers with sentences, none where all is well.
const found = [];
const page = document.documentElement;
const view = page.clientWidth;
if (page.scrollWidth > view) found.push(`it scrolls sideways, to ${page.scrollWidth} of ${view}`);

/** @param {Element} it */
const name = (it) => `<${it.localName} id="${it.id}" class="${it.className}"> “${it.textContent.trim().slice(0, 40)}”`;
// A question stands on top of the page, as it should.
const asked = document.querySelector("dialog:modal");
const shown = [...(asked ?? document.body).querySelectorAll("*")].filter(
  (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".heard, option"),
);

for (const it of shown) {
  const { left, right, width } = it.getBoundingClientRect();
  if (width > 0 && (left < -0.5 || right > view + 0.5)) found.push(`${name(it)} reaches from ${left} to ${right} of ${view}`);
  const { display, overflowX, overflowY } = getComputedStyle(it);
  if (display === "inline" || it.matches("select, input")) continue;
  if (it.scrollWidth > it.clientWidth + 1) found.push(`${name(it)} is ${it.scrollWidth} wide in ${it.clientWidth}`);
  const cuts = [overflowX, overflowY].some((overflow) => overflow !== "visible");
  if (cuts && it.scrollHeight > it.clientHeight + 1) found.push(`${name(it)} is ${it.scrollHeight} high in ${it.clientHeight}`);
}

// Lines of text and what one can use: no two of them may share a place.
const places = [];
for (const it of shown) {
  if (it.matches("input, select, img")) places.push([it, it.getBoundingClientRect()]);
  if (it.matches("select")) continue;
  for (const node of it.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) places.push([it, box]);
  }
}
/** How much two lines of text may share: letters do not fill their line. */
const SLACK = 4;
for (const [index, [one, a]] of places.entries()) {
  for (const [other, b] of places.slice(index + 1)) {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (one !== other && wide > 1 && high > SLACK) found.push(`${name(one)} and ${name(other)} share ${wide} by ${high}`);
  }
}
return found;
