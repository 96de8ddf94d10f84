// Follows an element around the page by the browser's own observers, not by
// timers: scrolling, resizing, and movement that neither announces.
import { above, animationsOf, boxOf, framesAround, html } from "./tree.js";

/**
 * Calls `moved` whenever `element` may have moved, until `signal` aborts.
 *
 * @param {Element} element
 * @param {() => void} moved
 * @param {AbortSignal} signal
 */
export function followElement(element, moved, signal) {
  const passive = { capture: true, passive: true, signal };
  const owners = [element, ...framesAround(element)].map(({ ownerDocument }) => ownerDocument);
  const views = owners.map((owner) => owner.defaultView).filter((view) => view !== null);
  for (const view of views) {
    view.addEventListener("scroll", moved, passive);
    view.addEventListener("resize", moved, passive);
  }
  visualViewport?.addEventListener("scroll", moved, passive);
  visualViewport?.addEventListener("resize", moved, passive);

  // An animation moves it in every frame, and ends.
  const frames = () => {
    if (signal.aborted) return;
    moved();
    if (element.isConnected && isBeingAnimated(element)) requestAnimationFrame(frames);
  };
  for (const view of views) {
    view.addEventListener("transitionrun", frames, passive);
    view.addEventListener("animationstart", frames, passive);
  }

  const { width, height } = boxOf(element);
  let isFirst = true;
  const resize = new ResizeObserver(() => {
    const box = boxOf(element);
    // It is told at once, even if nothing has changed.
    if (!isFirst || box.width !== width || box.height !== height) moved();
    isFirst = false;
  });
  resize.observe(element);
  fenceIn(element, moved, signal);
  signal.addEventListener("abort", () => resize.disconnect());
}

/** @param {Element} element */
function isBeingAnimated(element) {
  for (let node = /** @type {Element | null} */ (element); node; node = above(node)) {
    if (animationsOf(node).some((animation) => animation.playState === "running" && isFinite(Number(animation.effect?.getComputedTiming().endTime)))) {
      return true;
    }
  }
  return false;
}

/**
 * Notices movement that comes without an event: an IntersectionObserver whose
 * root is shrunk to just the element's place, so that leaving it is news.
 *
 * @param {Element} element
 * @param {() => void} moved
 * @param {AbortSignal} signal
 */
function fenceIn(element, moved, signal) {
  /** @type {IntersectionObserver | null} */
  let observer = null;
  const build = () => {
    observer?.disconnect();
    if (signal.aborted) return;
    const box = boxOf(element);
    const { clientWidth, clientHeight } = html(element.ownerDocument);
    const inset = [box.top, clientWidth - box.right, clientHeight - box.bottom, box.left];
    const rootMargin = inset.map((edge) => `${-Math.floor(edge)}px`).join(" ");
    const look = () => {
      const { left, top, width, height } = boxOf(element);
      if (left === box.left && top === box.top && width === box.width && height === box.height) return;
      moved();
      build();
    };
    // Within an iframe the margins count from its own edges.
    const root = element.ownerDocument === document ? null : element.ownerDocument;
    observer = new IntersectionObserver(look, { root, rootMargin, threshold: [0, 0.5, 0.9, 1] });
    observer.observe(element);
  };
  build();
  signal.addEventListener("abort", () => observer?.disconnect());
}
