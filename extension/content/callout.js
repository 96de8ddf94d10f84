// The nodes of the overlay: a host whose shadow root the page cannot open, the
// ring, and the callout with its words and buttons.
import style from "./overlay.css";

/** @returns the parts, which nothing is shown of yet */
export function buildOverlay() {
  const host = document.createElement("div");
  host.popover = "manual";
  const root = host.attachShadow({ mode: "closed" });
  const lines = make("div", "lines");
  const scroll = make("button", "scroll", word("calloutScroll"));
  const reload = make("button", "reload", word("calloutReload"));
  const dismiss = make("button", "dismiss", word("calloutDismiss"));
  dismiss.ariaLabel = dismiss.textContent;
  dismiss.textContent = "×";
  const actions = make("div", "actions", scroll, reload);
  const ring = make("div", "ring");
  const callout = make("div", "callout", make("p", "name", word("extensionName")), lines, actions, dismiss);
  // Always rendered, unlike the callout: a screen reader reads out only what comes into a region that is there.
  const live = make("div", "", callout);
  live.ariaLive = "polite";
  actions.ariaLive = dismiss.ariaLive = "off";
  callout.lang = word("languageTag");
  // Not the page's, and not the browser's: it can have a language that we do not have.
  callout.dir = word("languageDirection");
  ring.hidden = callout.hidden = true;
  const sheet = make("style", "");
  // Not by `append`: Firefox takes only the text set so for the extension's, and reports any other to the page's policy.
  sheet.textContent = style;
  root.append(sheet, ring, live);
  return { host, root, ring, callout, lines, actions, scroll, reload, dismiss };
}

/**
 * Sets the text only where it differs, so that a screen reader hears it once.
 *
 * @param {Element} list
 * @param {import("../messages").Line[]} lines
 */
export function setLines(list, lines) {
  const texts = lines.map(({ key, args }) => word(key, args));
  const isSame = texts.join("\n") === Array.from(list.children, (line) => line.textContent).join("\n");
  if (!isSame) list.replaceChildren(...texts.map((text) => make("p", "line", text)));
}

/**
 * @param {string} key of a message
 * @param {string[]} [args]
 */
function word(key, args) {
  return chrome.i18n.getMessage(key, args);
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(string | Node)} content
 */
function make(tag, className, ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}
