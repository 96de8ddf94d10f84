// Knows what comes over a page from outside of its app: translators, and other people's scripts.

/** What a machine made of the words that matter; the rest it turns around. */
const MACHINE = {
  "Use my data for training content creation AI models":
    "Meine Daten für das Trainieren von inhaltserstellenden KI-Modellen nutzen",
  "Data for Generative AI Improvement": "Daten für die Verbesserung der generativen KI",
  "Data privacy": "Privatsphäre der Daten",
  On: "An",
  Off: "Aus",
};
const translated = (words) => MACHINE[words.trim()] ?? words.split(" ").reverse().join(" ");

/**
 * Translates what is on the page now. `how`: as Chrome does, which wraps each text into two `font`
 * elements and marks the document, or as Firefox does, in place, with the names in attributes.
 */
function translate(how = navigator.userAgent.includes("Firefox") ? "firefox" : "chrome") {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
  own(() => {
    for (const node of texts) {
      if (how === "chrome") node.replaceWith(inFonts(translated(node.data)));
      else node.data = translated(node.data);
    }
    if (how === "chrome") document.documentElement.classList.add("translated-ltr");
    else for (const it of document.querySelectorAll("[aria-label]")) it.ariaLabel = translated(it.ariaLabel);
    document.documentElement.lang = "de";
  });
}

function inFonts(words) {
  const font = (...inside) => {
    const made = h("font", { dir: "auto" }, ...inside);
    // Not by an attribute, which the policy forbids.
    made.style.verticalAlign = "inherit";
    return made;
  };
  return font(font(words));
}

/** Somebody else's node, there and gone by turns. */
function stranger() {
  const node = h("div", { "data-stranger": "" });
  const turn = () => own(() => (node.isConnected ? node.remove() : document.documentElement.append(node)));
  setInterval(turn, scenario.strangersEveryMs);
}

/**
 * Puts the row into a form in which each of these names is that of a field, for whoever asks the
 * form, and has the input's own throw in this world. Content scripts see the first only.
 */
const CLOBBERED = [
  "attributes",
  "checkVisibility",
  "children",
  "childNodes",
  "closest",
  "contains",
  "getAttribute",
  "getBoundingClientRect",
  "getRootNode",
  "hasAttribute",
  "hidden",
  "id",
  "inert",
  "isConnected",
  "localName",
  "matches",
  "nodeType",
  "ownerDocument",
  "parentElement",
  "parentNode",
  "querySelector",
  "querySelectorAll",
  "shadowRoot",
  "style",
  "tagName",
  "textContent",
];
function throwing(row) {
  for (const name of ["closest", "getAttribute", "getBoundingClientRect", "matches"]) {
    const get = () => {
      throw new Error(`nobody asks for ${name} here`);
    };
    Object.defineProperty(row.querySelector("input"), name, { get });
  }
  return h("form", {}, row, ...CLOBBERED.map((name) => h("input", { type: "hidden", name })));
}
