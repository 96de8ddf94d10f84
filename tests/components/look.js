// What tests/components.rs asks of a page: "boxes", of what a person sees of the switch and of the
// row, or null while there is nothing to see; "forbidden", what the page's policy has forbidden;
// "row", the row's HTML.
const [question, selector, rowSelector, drawn] = arguments;

/** All that a selector finds, `>>>` before each step into an open shadow root. */
function find(selector) {
  const steps = selector.split(">>>").map((step) => step.trim());
  const last = steps.pop();
  let root = document.querySelector(rowSelector);
  for (const step of steps) root = root?.querySelector(step)?.shadowRoot;
  return [...(root?.querySelectorAll(last) ?? [])];
}

function box({ left, top, right, bottom }) {
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function boxes() {
  const seen = find(selector).map((element) => element.getBoundingClientRect());
  const row = document.querySelector(rowSelector);
  if (seen.length === 0 || !seen.every(({ width, height }) => width > 0 && height > 0)) return null;
  const all = box({
    left: Math.min(...seen.map(({ left }) => left)),
    top: Math.min(...seen.map(({ top }) => top)),
    right: Math.max(...seen.map(({ right }) => right)),
    bottom: Math.max(...seen.map(({ bottom }) => bottom)),
  });
  const visible = drawn ? { ...drawn, x: all.x + drawn.x, y: all.y + drawn.y } : all;
  return [visible, box(row.getBoundingClientRect())];
}

function html(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.trim();
  if (node.nodeType !== Node.ELEMENT_NODE || /^(style|svg|template)$/.test(node.localName)) return "";
  const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value.slice(0, 100)}"`);
  const children = (parent) => [...parent.childNodes].map(html).join("");
  const shadow = node.shadowRoot ? `#shadow(${children(node.shadowRoot)})` : "";
  return `<${node.localName}${attributes.join("")}>${shadow}${children(node)}</${node.localName}>`;
}

if (question === "boxes") return boxes();
if (question === "forbidden") return window.practice.violations;
const row = document.querySelector(rowSelector);
return row ? html(row) : "no row";
