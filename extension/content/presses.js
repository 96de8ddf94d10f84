// What is meant for the callout is taken by it: the page never hears of it.

const PRESSES =
  "pointerdown pointerup mousedown mouseup click dblclick auxclick contextmenu touchstart touchend keydown keypress keyup";

/**
 * Takes presses on `host` before the page's own listeners hear of them.
 *
 * @param {Element} host
 * @param {(event: MouseEvent) => void} click
 * @param {() => Edges | null} inert the box of a callout that the page has made inert: what is
 *   pressed there goes to what lies below, and must not
 * @param {AbortSignal} signal
 */
export function takePresses(host, click, inert, signal) {
  /** @param {Event} event */
  const take = (event) => {
    const isOurs = event.target === host;
    const box = inert();
    // An event without a place is in no box.
    const { clientX: x, clientY: y } = /** @type {MouseEvent} */ (event);
    const isOver = box && x >= box.left && x < box.right && y >= box.top && y < box.bottom;
    if (!event.isTrusted || !(isOurs || isOver)) return;
    event.stopImmediatePropagation();
    // A press moves no focus out of a layer of the page's, which may close by that.
    if (!isOurs || event.type === "mousedown") event.preventDefault();
    if (isOurs && event.type === "click") click(/** @type {MouseEvent} */ (event));
  };
  // At the window and before the page, whose scripts run after ours: nobody hears of an event earlier.
  for (const type of PRESSES.split(" ")) addEventListener(type, take, { capture: true, signal });
}
