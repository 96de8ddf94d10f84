// Knows how to make nodes and texts. Nothing here touches the document.

const { build, catalogue, scenario, texts } = boot;

const hashed = (...names) => names.map((name) => `_${name}_${build}`).join(" ");

/** The text of this name, or of the more general one where it has none. */
const text = (name, general) => texts[name] ?? texts[general] ?? name;

/** An element: its class names without the hash, its attributes, its children. */
function h(tag, { is, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (is) node.className = hashed(...is.split(" "));
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A link that the app follows itself, without a page load. It is a real link all the same. */
function appLink(attributes, ...children) {
  return followed(h("a", attributes, ...children));
}

function followed(link) {
  link.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href"));
  });
  return link;
}

const wait = (ms) => new Promise((done) => (ms > 0 ? setTimeout(done, ms) : done()));
