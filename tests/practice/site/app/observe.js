// Knows what happens to this page, and logs for tests what others do to it, in `window.practice`.
// Runs while the document is still being parsed, so that nothing comes before it but what a
// content script does at the very start of the document; that is found by a first look around.
// It changes nothing itself.

const boot = JSON.parse(document.getElementById("practice-boot").textContent);

const events = [];
const violations = [];
const mutations = [];
/** Nodes that somebody else put into the page. */
const foreign = new WeakSet();
let renders = 0;
let parsed = false;

function describe(node) {
  if (!(node instanceof Node)) return String(node);
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
  const role = ["id", "role", "type", "href"]
    .filter((name) => node.hasAttribute(name))
    .map((name) => `[${name}="${node.getAttribute(name)}"]`);
  return node.localName + role.join("");
}

function isForeign(node) {
  for (let at = node; at; at = at.parentNode) if (foreign.has(at)) return true;
  return false;
}

/** While the document is parsed the parser adds, and only adds, nodes: body to html, the rest below. */
function isByParser(record) {
  if (parsed || record.type === "attributes" || record.removedNodes.length > 0) return false;
  const added = [...record.addedNodes];
  if (record.target === document.documentElement || record.target === document.head) {
    return added.every((node) => node === document.body || node.nodeType === Node.TEXT_NODE);
  }
  return !isForeign(record.target);
}

function note(record) {
  if (isByParser(record)) return;
  const onPage = !isForeign(record.target);
  for (const node of record.addedNodes) foreign.add(node);
  mutations.push({
    type: record.type,
    target: describe(record.target),
    // False: it happened inside of what somebody else had put there.
    onPage,
    attribute: record.attributeName,
    // What the attribute is by the time it is noted, or null.
    value: record.attributeName ? record.target.getAttribute(record.attributeName) : null,
    added: [...record.addedNodes].map(describe),
    removed: [...record.removedNodes].map(describe),
    // The nodes were added or removed at the very end of the target.
    atEnd: record.type === "childList" && record.nextSibling === null,
  });
}

const observer = new MutationObserver((records) => records.forEach(note));
const flush = () => observer.takeRecords().forEach(note);

/** Makes a change of the app's own: it is left out of the log. Every change of the app goes through here. */
function own(change) {
  flush();
  try {
    return change();
  } finally {
    observer.takeRecords();
  }
}

/** Logs what is there already although neither the server nor the parser put it there. */
function lookAround() {
  const html = document.documentElement;
  const strange = [...document.childNodes, ...html.childNodes, ...document.head.childNodes].filter(
    (node) =>
      node.nodeType === Node.COMMENT_NODE ||
      (node.nodeType === Node.ELEMENT_NODE &&
        !["html", "head", "meta", "title", "link", "script"].includes(node.localName)),
  );
  for (const node of strange) {
    const { parentNode: target, nextSibling } = node;
    note({ type: "childList", target, addedNodes: [node], removedNodes: [], nextSibling });
  }
  for (const attributeName of html.getAttributeNames()) {
    if (["lang", "dir"].includes(attributeName)) continue;
    note({ type: "attributes", target: html, attributeName, addedNodes: [], removedNodes: [] });
  }
}

if (boot.scenario.logMutations) {
  // The first look is not the parser's doing, whatever it finds.
  parsed = true;
  lookAround();
  parsed = false;
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
}

window.addEventListener(
  "DOMContentLoaded",
  () => {
    flush();
    parsed = true;
  },
  { capture: true, once: true },
);

for (const type of ["click", "input", "change"]) {
  window.addEventListener(
    type,
    ({ isTrusted, target }) => events.push({ type, isTrusted, target: describe(target) }),
    true,
  );
}

document.addEventListener("securitypolicyviolation", (event) => {
  violations.push({
    directive: event.effectiveDirective,
    blocked: event.blockedURI,
    source: event.sourceFile,
    sample: event.sample,
  });
});

window.practice = Object.freeze({
  /** How often the app has drawn its content. */
  get renders() {
    return renders;
  },
  /** Every click, input and change that the window saw, in order: type, isTrusted, target. */
  get events() {
    return [...events];
  },
  /** Violations of the page's policy: directive, blocked, source, sample. */
  get violations() {
    return [...violations];
  },
  /**
   * Changes to the document that the app did not make: see `note`. Drivers leave traces too: a
   * Firefox driver's element click sets and removes `style` on what it clicks (its pointer actions
   * do not), chromedriver's switch to a frame sets `cd_frame_id_` on it.
   */
  get mutations() {
    flush();
    return [...mutations];
  },
  /** How often the document was not what the server had sent, where the app takes all of it. */
  get mismatches() {
    return mismatches;
  },
  openDialog: () => openDialog(),
  closeDialog: () => close?.(),
  translate: (how) => translate(how),
  /** Every extension address that the page can read in its own document. */
  get extensionAddresses() {
    return document.documentElement.outerHTML.match(/[a-z]+-extension:\/\/[^\s"'<)]*/g) ?? [];
  },
});
