// Searches the page for what may be the switch, or a link on the way to it. Says what is there;
// which of it counts, the core decides.
import { CONTROLS, controlsOf, hasKey, withKeys } from "./controls.js";
import { all, documents, isElement, isRendered, shadowRootOf } from "./tree.js";

/** How many candidates are told; what is left out is said. */
const MOST_CONTROLS = 40;
const MOST_LINKS = 100;
/** So much is taken from one tree. */
const MOST_FOUND = 2000;
/** In characters; what leads to a setting has fewer than a hundred. */
const LONGEST_ADDRESS = 1000;
/** After so many elements a search for shadow roots lets the page have its turn. */
const SLICE = 10_000;

const LINKS = 'a[href*="/mypreferences/" i],a[href*="/psettings/" i]';
const PASSWORDS = 'input[type="password" i]';
/** All that is looked for, so that the browser walks the page once. */
const ANYTHING = [CONTROLS, LINKS, PASSWORDS].join();

/**
 * @param {(root: Node) => void} rootFound called for each tree, before it is looked into
 * @param {AbortSignal} signal
 * @returns {Scanner}
 */
export function createScanner(rootFound, signal) {
  /** @type {Set<ShadowRoot>} */
  const shadowRoots = new Set();
  let searching = false;

  return {
    scan(keys) {
      /** @type {Scan} */
      const found = { controls: [], links: [], asksPassword: false, more: false, met: [] };
      for (const root of shadowRoots) if (!root.isConnected) shadowRoots.delete(root);
      for (const root of [...documents(), ...shadowRoots]) {
        rootFound(root);
        scanTree(root, keys, found);
      }
      const { controls, links } = found;
      found.more ||= controls.length > MOST_CONTROLS || links.length > MOST_LINKS;
      // Known keys first, then what can be seen, so that the cut-off never drops our own switch.
      const keyed = controls.filter((control) => hasKey(control, keys));
      const visible = controls.filter(({ element }) => isRendered(element));
      found.controls = [...new Set([...keyed, ...visible, ...controls])].slice(0, MOST_CONTROLS);
      found.links = links.slice(0, MOST_LINKS);
      return found;
    },
    async searchDeeper() {
      if (searching) return false;
      searching = true;
      const known = shadowRoots.size;
      /** @type {Node[]} */
      const pending = documents();
      let walked = 0;
      for (const root of pending) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
        for (let node = walker.nextNode(); node && !signal.aborted; node = walker.nextNode()) {
          const shadow = isElement(node) && shadowRootOf(node);
          if (shadow) {
            shadowRoots.add(shadow);
            pending.push(shadow);
          }
          if (++walked % SLICE === 0) await new Promise((resume) => setTimeout(resume));
        }
      }
      searching = false;
      return shadowRoots.size > known;
    },
  };
}

/**
 * Looks through one tree.
 *
 * @param {Node} root
 * @param {string[]} keys
 * @param {Scan} found what was found so far
 */
function scanTree(root, keys, found) {
  const elements = all(root, ANYTHING, MOST_FOUND + 1);
  const isCut = elements.length > MOST_FOUND;
  const of = (/** @type {string} */ selector) => elements.filter((element) => element.matches(selector));
  const links = of(LINKS).filter((link) => String(link.getAttribute("href")).length <= LONGEST_ADDRESS);
  const met = [...new Set([...(isCut ? withKeys(root, keys) : []), ...of(CONTROLS)])];
  found.met.push(...met);
  found.controls.push(...controlsOf(met));
  found.links.push(...links.map((element) => /** @type {Control} */ ({ element, shape: "link", parts: [] })));
  found.asksPassword ||= (isCut ? all(root, PASSWORDS, 1) : of(PASSWORDS)).length > 0;
  found.more ||= isCut;
}
