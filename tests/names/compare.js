// Compares, for every control on a page, the name that the content script reads with that of
// dom-accessibility-api. Bundled by tests/practice/src/names.rs; gives [{element, ours, theirs}],
// each difference once.
import { computeAccessibleName } from "dom-accessibility-api";
import { CONTROLS } from "../../extension/content/controls.js";
import { accessibleName, labelsOf, referencedBy, tidy } from "../../extension/content/name.js";
import { all, get, shadowRootOf, withHosts } from "../../extension/content/tree.js";

/** Of pages with more controls, so many: for each of its labels the oracle walks the whole page. */
const MOST_CONTROLS = 60;
/** What is longer is no label; the oracle would read all of it. */
const LONGEST_TEXT = 10_000;

/** A document or shadow root, and all that is below it. */
function* treesBelow(root) {
  yield root;
  for (const element of all(root, "*").slice(0, 5000)) {
    const below = shadowRootOf(element) ?? element.contentDocument;
    if (below) yield* treesBelow(below);
  }
}

/** The name by the oracle, of the control or of the host that it is in. */
function oracleName(element) {
  for (const named of withHosts(element)) {
    const sources = [named, ...referencedBy(named), ...labelsOf(named)];
    const isTooLong = sources.some((source) => get(source, "textContent").length > LONGEST_TEXT);
    const name = isTooLong ? "" : tidy(computeAccessibleName(named));
    if (name) return name;
  }
  return "";
}

const differences = new Map();
for (const root of treesBelow(document)) {
  for (const control of all(root, CONTROLS).slice(0, MOST_CONTROLS)) {
    const [ours, theirs] = [accessibleName(control), oracleName(control)];
    const element = control.cloneNode(false).outerHTML.slice(0, 200);
    if (ours !== theirs) differences.set(JSON.stringify([ours, theirs]), { element, ours, theirs });
  }
}
globalThis.practiceNames = [...differences.values()];
