// What a person sees of the overlay. Arguments: its host, its shadow root.
const [host, root] = arguments;

// The page could look into an open one: not ours, or not as promised.
if (root.mode !== "closed") return null;

const open = host.matches(":popover-open");

/** @param {Element | null} element */
function visible(element) {
  if (!open || element === null) return false;
  const { width, height } = box(element);
  const properties = {
    opacityProperty: true,
    visibilityProperty: true,
    contentVisibilityAuto: true,
  };
  return width > 0 && height > 0 && element.checkVisibility(properties);
}

/** @param {Element} element */
function box(element) {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}

/** @param {Element} button */
function name(button) {
  const labels = (button.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const labelled = labels.map((id) => root.getElementById(id)?.textContent ?? "").join(" ");
  return (labelled || button.getAttribute("aria-label") || button.textContent).trim();
}

const ring = root.querySelector(".ring");
const callout = root.querySelector(".callout");
return {
  attributes: Object.fromEntries([...host.attributes].map(({ name, value }) => [name, value])),
  open,
  ring: visible(ring) ? box(ring) : null,
  callout: visible(callout)
    ? {
        text: callout.innerText,
        rect: box(callout),
        live: callout.closest("[aria-live]")?.getAttribute("aria-live") ?? null,
        buttons: [...callout.querySelectorAll("button")]
          .filter(visible)
          .map((button) => ({ name: name(button), rect: box(button) })),
      }
    : null,
};
