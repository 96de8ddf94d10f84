// Knows how to bring to life what the server has rendered, without building it anew.

/** How often the document was not what the server had sent. */
let mismatches = 0;

/**
 * The whole document is the app's, as React 18 takes it: where it is not what the server sent, all
 * of it is thrown away and rendered anew. What comes after all that is the app's in <body> it
 * leaves there; a test with React itself holds it so.
 */
function hydrateDocument() {
  const html = document.documentElement;
  const sent = (node) => node.matches("head, body, body > p, #root");
  const inBody = [...document.body.children];
  const elements = [...html.children, ...inBody.slice(0, inBody.findLastIndex(sent) + 1)];
  if (elements.every(sent)) return;
  mismatches += 1;
  own(() => {
    const body = document.body.cloneNode(true);
    for (const node of [...body.children]) if (!node.matches("p, #root")) node.remove();
    html.replaceChildren(document.head, body);
  });
}

/** The setting's page as it came: its links are followed without a page load, its switch works. */
function adopt() {
  for (const link of root().querySelectorAll("nav a, main > a")) followed(link);
  const row = root().querySelector(`[data-row="${OUR_KEY}"]`);
  const input = row.querySelector("input");
  const state = row.querySelector("span");
  enliven(row, OUR_KEY, false, input, (on) => {
    state.textContent = text(on ? "on" : "off");
  });
  // What the browser has put back meanwhile is left, and the word beside it.
  if (scenario.served === "withoutState") switches.get(OUR_KEY)(isOn(OUR_KEY));
}
