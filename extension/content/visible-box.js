// Which element a person sees as a control. The control itself is often
// visually hidden, and a wrapper or a label is what is seen and clicked.
// Reads layout and style; changes nothing.
"use strict";

/**
 * The nearest visible box that belongs to `control`: itself, or a label, a
 * sibling or a wrapper of its size. Never the row that it stands in: that
 * carries more text than a state, or is larger than a switch.
 *
 * @param {Element} control
 * @returns {Element | null} `null` where nothing of it can be seen
 */
function visibleBox(control) {
  if (isPainted(control)) return control;
  // Laid out at its full size, but transparent, above what is painted.
  const overlaid = hasBox(control) ? control : null;
  for (let level = control, depth = 0; depth < 4; depth++) {
    const beside = [level.nextElementSibling, level.previousElementSibling];
    for (const sibling of beside) {
      if (sibling && isPainted(sibling) && belongsTo(sibling, control)) return sibling;
    }
    const parent = level.parentElement;
    if (!parent || !belongsTo(parent, control)) break;
    if (isPainted(parent)) return parent;
    level = parent;
  }
  // Older switches are drawn by their label, around the text.
  const labels = control instanceof HTMLInputElement ? Array.from(control.labels ?? []) : [];
  return overlaid ?? labels.find(isPainted) ?? null;
}

/**
 * Whether `box` can be a part of `control`: no larger than a switch, without
 * more text than a state's name, and with no other control inside.
 *
 * @param {Element} box
 * @param {Element} control
 */
function belongsTo(box, control) {
  const { width, height } = box.getBoundingClientRect();
  if (width > 200 || height > 100) return false;
  if ((box.textContent ?? "").trim().length > 20) return false;
  const others = box.querySelectorAll("input,button,select,textarea,a[href],[role=switch]");
  return Array.from(others).every((other) => other === control);
}

/** @param {Element} element */
function isPainted(element) {
  return hasBox(element) && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/**
 * Whether `element` takes up room that a person could see something in. The
 * usual ways to hide an input for all but screen readers leave it one pixel,
 * clip it away, or move it out of the page.
 *
 * @param {Element} element
 */
function hasBox(element) {
  const { width, height, right, bottom } = element.getBoundingClientRect();
  if (width < 8 || height < 8) return false;
  if (right + scrollX <= 0 || bottom + scrollY <= 0) return false;
  const { clip, clipPath, visibility } = getComputedStyle(element);
  if (visibility !== "visible") return false;
  return !/^rect\((0px|1px)/.test(clip) && !/^inset\((50|100)%/.test(clipPath);
}
