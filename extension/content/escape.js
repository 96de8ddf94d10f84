// Whose the Escape key is: ours only where nothing of the page wanted it. One
// press closes one thing, and the page comes first.
import { all, body, html, isPainted, nearest } from "./tree.js";

/** What closes by Escape, or may, as long as it is open. */
const CLOSES =
  ":modal,:fullscreen,:popover-open:not([popover=manual i]),[aria-modal=true]," +
  "[role$=dialog],[role=menu],[role=listbox]";
/** What may use it itself while the focus is in it: it clears a search, or ends an edit. */
const TYPED_IN =
  "textarea,select,[contenteditable],[role=combobox],input:not([type=checkbox i],[type=radio i],[type=button i])";

/**
 * Calls `act` for each press of Escape that the page had no use for.
 *
 * @param {() => boolean} isWanted whether there is anything to do at all
 * @param {() => void} act
 * @param {AddEventListenerOptions} listen
 */
export function onSpareEscape(isWanted, act, listen) {
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    if (!event.isTrusted || event.key !== "Escape" || !isWanted()) return;
    // Where the focus has a use for it, or something is open that it closes.
    if (nearest(document.activeElement, TYPED_IN) || all(document, CLOSES).some(isPainted)) return;
    let didClose = false;
    const watch = new MutationObserver((records) => (didClose ||= records.some(isOfAWidget)));
    watch.observe(document, { childList: true, subtree: true, attributeOldValue: true });
    // By then the page's handlers have run, whenever they were registered.
    setTimeout(() => {
      watch.disconnect();
      if (!event.defaultPrevented && !didClose && isWanted()) act();
    });
  };
  addEventListener("keydown", pressed, listen);
}

/**
 * Whether a change tells of something that closes. What is set to what it was
 * says nothing; what is set on the page's root, only that a key was used.
 *
 * @param {any} record
 */
function isOfAWidget({ type, target, attributeName, oldValue }) {
  if (type !== "attributes") return true;
  return target.getAttribute(attributeName) !== oldValue && target !== html() && target !== body();
}
