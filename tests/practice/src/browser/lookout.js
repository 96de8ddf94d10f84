// Watches the overlay all the time, from a world of its own: nothing that the
// page does to its prototypes or names reaches it. The body of a function; its
// first run on a document begins the watch, each run says what was seen so far.

/** How much larger than what it encloses a ring may be, on each side. */
const MOST_ROOM = 24;
/** Between two looks at an overlay, in milliseconds. What is there for less, nobody sees. */
const LOOK = 40;
/** For so many looks in a row a ring may be beside a target that has just moved. */
const LOOKS_TO_FOLLOW = 2;
/** And for so many where a target has just become something else, which takes asking. */
const LOOKS_TO_TAKE_DOWN = 6;

/** A page can put names of its own over the document's (`<form name=querySelector>`). */
const getter = (prototype, name) => {
  const { get } = Object.getOwnPropertyDescriptor(prototype, name);
  return (node) => get.call(node);
};
const html = getter(Document.prototype, "documentElement");
const children = getter(Element.prototype, "children");
const shadowRoot = getter(Element.prototype, "shadowRoot");
const connected = getter(Node.prototype, "isConnected");
const parent = getter(Node.prototype, "parentNode");
const select = (scope, css) =>
  (scope.nodeType === 9 ? Document : DocumentFragment).prototype.querySelectorAll.call(scope, css);
const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
const boxOf = (element) => {
  const { x, y, width, height } = Element.prototype.getBoundingClientRect.call(element);
  return { x, y, width, height };
};

/** What is marked as `data-here` in a document, its open shadow roots and same-origin frames. */
function marked(scope, left = 0, top = 0) {
  const found = [...select(scope, "[data-here]")].map((element) => ({ element, left, top }));
  if (found.length > 0) return found;
  for (const element of select(scope, "*")) {
    const root = shadowRoot(element);
    if (root) found.push(...marked(root, left, top));
    const inner = element.localName === "iframe" ? element.contentDocument : null;
    if (inner?.documentElement) {
      const { x, y } = boxOf(element);
      found.push(...marked(inner, left + x + element.clientLeft, top + y + element.clientTop));
    }
  }
  return found;
}

function begin() {
  const roots = new WeakMap();
  const seen = { overlays: 0, ring: false, callout: false, right: false, wrong: null };
  let beside = 0;
  /** Set while the overlay is there. Not by frames: that would have the browser draw each of them. */
  let watching = 0;
  /** @type {{element: Element, left: number, top: number}[]} */
  let targets = [];

  const hosts = () => [...select(document, "html > div[popover=manual], body > div[popover=manual]")];
  const rootOf = (host) => roots.get(host) ?? host.openOrClosedShadowRoot ?? null;

  function visible(element) {
    if (!element) return false;
    const { width, height } = boxOf(element);
    const properties = { opacityProperty: true, visibilityProperty: true };
    return width > 0 && height > 0 && element.checkVisibility(properties);
  }

  function targetBoxes() {
    const isMarked = ({ element }) => connected(element) && attribute(element, "data-here") !== null;
    const still = targets.length > 0 && targets.every(isMarked);
    // In a frame or a shadow root the offset may have changed: look again.
    const isWithin = ({ element }) => parent(element).nodeType !== 1 || targets[0].left;
    if (!still || targets.some(isWithin)) targets = marked(document);
    return targets.map(({ element, left, top }) => {
      const box = boxOf(element);
      return { ...box, x: box.x + left, y: box.y + top };
    });
  }

  const fits = (ring, target) =>
    [
      ring.x - target.x,
      ring.y - target.y,
      target.x + target.width - ring.x - ring.width,
      target.y + target.height - ring.y - ring.height,
    ].every((edge) => edge <= 0.5 && edge >= -MOST_ROOM);

  function look() {
    const rings = [];
    let callout = false;
    let closed = false;
    for (const host of hosts()) {
      const root = rootOf(host);
      closed ||= root === null;
      if (!root || !host.matches(":popover-open")) continue;
      const ring = root.querySelector(".ring");
      if (visible(ring)) rings.push(boxOf(ring));
      callout ||= visible(root.querySelector(".callout"));
    }
    const boxes = targetBoxes();
    const wrong = rings.find((ring) => !boxes.some((target) => fits(ring, target)));
    beside = wrong ? beside + 1 : 0;
    seen.ring ||= rings.length > 0;
    seen.callout ||= callout;
    seen.right ||= rings.length > 0 && !wrong;
    const allowed = boxes.length > 0 ? LOOKS_TO_FOLLOW : seen.right ? LOOKS_TO_TAKE_DOWN : 0;
    if (wrong && beside > allowed) {
      seen.wrong ??= `ring ${words(wrong)}, data-here ${boxes.map(words).join(" and ") || "nowhere"}`;
    }
    const target = boxes[0] ?? null;
    const { clientWidth, clientHeight } = html(document) ?? {};
    const inView =
      target !== null &&
      target.x >= 0 &&
      target.y >= 0 &&
      target.x + target.width <= clientWidth &&
      target.y + target.height <= clientHeight;
    return { ring: rings.length > 0, right: rings.length > 0 && !wrong, callout, closed, target, inView };
  }

  function again() {
    look();
    watching = hosts().length > 0 ? setTimeout(again, LOOK) : 0;
  }

  function changed() {
    if (hosts().length === 0) return;
    seen.overlays += 1;
    watching ||= setTimeout(again, 0);
  }

  const observer = new MutationObserver(() => {
    observe();
    changed();
  });
  function observe() {
    observer.observe(document, { childList: true });
    const parents = html(document) ? [html(document), ...children(html(document))] : [];
    for (const node of parents) if (node.localName !== "head") observer.observe(node, { childList: true });
  }
  observe();
  changed();

  return {
    /** The closed root of the overlay, which only the browser can give. */
    adopt: (root) => roots.set(root.host, root),
    scroll: () => targets[0]?.element.scrollIntoView({ block: "center", behavior: "instant" }),
    report: () => ({ now: look(), ever: seen, loaded: document.readyState === "complete", hidden: document.hidden }),
    host: () => hosts().find((host) => rootOf(host) === null) ?? null,
  };
}

function words({ x, y, width, height }) {
  return `${Math.round(width)}×${Math.round(height)} at ${Math.round(x)},${Math.round(y)}`;
}

globalThis.practiceLookout ??= begin();
