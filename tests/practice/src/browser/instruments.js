// Sees into the overlay from a world beside the page.
globalThis.instruments ??= (() => {
  const roots = new WeakMap();
  const hosts = "html > div[popover=manual], body > div[popover=manual]";
  const host = () => [...document.querySelectorAll(hosts)].at(-1) ?? null;
  return {
    host,
    /** The closed root of the overlay, which only the browser can give. */
    adopt: (root) => roots.set(root.host, root),
    /** The root of the overlay that is open now, or null. */
    root() {
      const open = host();
      return open?.matches(":popover-open") ? (roots.get(open) ?? open.openOrClosedShadowRoot ?? null) : null;
    },
  };
})();
const { instruments } = globalThis;
