// Searches the page for what may be the switch, or a link on the way to it. Says what is there;
// which of it counts, the core decides.
import { CONTROLS, controlsOf, keysOf } from "./controls.js";
import { all, documents, isRendered, shadowRootOf } from "./tree.js";

/** How many candidates are told; what is left out is said. */
const MOST_CONTROLS = 40;

const LINKS = 'a[href*="/mypreferences/" i],a[href*="/psettings/" i]';
const PASSWORDS = 'input[type="password" i]';
/** All that is looked for, so that the browser walks the page once. */
const ANYTHING = [CONTROLS, LINKS, PASSWORDS].join();

/** @type {Scan} */
export const NOTHING_FOUND = { found: [], met: [], asksPassword: false, more: false };

/**
 * @param {(root: Node) => void} rootFound called for each tree, before it is looked into
 * @returns {Scanner}
 */
export function createScanner(rootFound) {
  /** @type {Set<ShadowRoot>} */
  const shadowRoots = new Set();

  return {
    scan(keys) {
      for (const root of shadowRoots) if (!root.isConnected) shadowRoots.delete(root);
      const elements = [...documents(), ...shadowRoots].flatMap((root) => {
        rootFound(root);
        return all(root, ANYTHING);
      });
      const of = (/** @type {string} */ selector) => elements.filter((element) => element.matches(selector));
      const met = of(CONTROLS);
      const controls = controlsOf(met);
      const links = of(LINKS).map((element) => /** @type {Control} */ ({ element, shape: "link", parts: [] }));
      // Known keys first, then what can be seen, so that the cut-off never drops our own switch.
      const keyed = controls.filter((control) => keysOf(control).some((key) => keys.includes(key)));
      const visible = controls.filter(({ element }) => isRendered(element));
      const told = [...new Set([...keyed, ...visible, ...controls])].slice(0, MOST_CONTROLS);
      return {
        found: [...told, ...links].map((control, ref) => ({ ...control, ref })),
        met,
        asksPassword: of(PASSWORDS).length > 0,
        more: controls.length > MOST_CONTROLS,
      };
    },
    searchDeeper() {
      const known = shadowRoots.size;
      const search = (/** @type {Node} */ root) => {
        for (const element of all(root, "*")) {
          const shadow = shadowRootOf(element);
          if (!shadow) continue;
          shadowRoots.add(shadow);
          search(shadow);
        }
      };
      documents().forEach(search);
      return shadowRoots.size > known;
    },
  };
}
