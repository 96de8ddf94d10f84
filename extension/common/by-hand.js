// What a page shows where the core cannot start: what is the matter, the way to the setting by
// hand, and what the person's privacy regulator said.
import { byHand } from "./by-hand-data.js";
import { languageName, sentence } from "./localise.js";

/** @param {unknown} error why the core did not start */
export async function showByHand(error) {
  console.error(error);
  // First: what is there already is shown, should something below fail.
  document.querySelector("main")?.setAttribute("data-failed", "");
  document.getElementById("open")?.setAttribute("href", byHand.address);
  put("troubles", paragraph(say("troubleFailed")));
  put("what", say("statusUnavailable"));
  put("path", withNames("p", byHand.path));
  put("steps-list", ...byHand.steps.map((step) => withNames("li", step)));
  const reminder = byHand.reminders[await chosenRegion()] ?? byHand.reminders[byHand.region];
  if (reminder) put(document.getElementById("said") ? "said" : "reminder", ...drawn(reminder));
}

/** The region that an organisation, or else the person, has chosen; "" where none is known. */
async function chosenRegion() {
  try {
    /** @type {{ managed?: { region?: unknown }, preferences?: { region?: unknown, regionProposed?: unknown } }} */
    const { managed, preferences } = await chrome.storage.local.get(["managed", "preferences"]);
    const chosen = preferences?.regionProposed ? undefined : preferences?.region;
    return String(managed?.region ?? chosen ?? "");
  } catch {
    return "";
  }
}

/** @param {import("./by-hand-data.js").Reminder} reminder */
function drawn({ name, otherName, kind, about, gist, pages, source, beside }) {
  const title = element("h2", sentence(name));
  title.id = "regulator";
  if (otherName) title.append(" ", inLanguage(otherName));
  const line = paragraph(chip(kind), " ", about.map(sentence).join(" · "));
  const parts = [title, line, paragraph(gist.map(say).join(" "))];
  /** @type {HTMLElement[]} */
  const links = pages.map(({ lang, address }) =>
    link(sentence({ key: "ownPage", args: [["text", languageName(lang)]] }), address),
  );
  if (source) links.push(element("span", say("sourceLabel")), link(say(source.name), source.address));
  if (links.length > 0) parts.push(paragraph(...links.flatMap((it) => [it, " "])));
  if (beside) parts.push(paragraph(chip(beside.kind), " ", sentence(beside.name)));
  return parts;
}

/**
 * A sentence whose places hold names of LinkedIn's pages, each marked with its language.
 *
 * @param {string} tag
 * @param {import("./localise.js").Sentence} said
 */
function withNames(tag, said) {
  const whole = document.createElement(tag);
  let rest = sentence(said);
  for (const [, name, lang] of said.args) {
    const [before = ""] = rest.split(name);
    whole.append(before, inLanguage({ name, lang }));
    rest = rest.slice(before.length + name.length);
  }
  whole.append(rest);
  return whole;
}

/** @param {{ name: string, lang: string }} words */
function inLanguage({ name, lang }) {
  const span = element("span", name);
  span.lang = lang;
  return span;
}

/** @param {string} key */
function chip(key) {
  const chip = element("span", say(key));
  chip.className = `kind ${key}`;
  return chip;
}

/**
 * @param {string} text
 * @param {string} address
 */
function link(text, address) {
  const link = document.createElement("a");
  link.textContent = text;
  link.href = address;
  link.target = "_blank";
  link.rel = "noreferrer";
  return link;
}

/** @param {(string | Node)[]} content */
function paragraph(...content) {
  const paragraph = document.createElement("p");
  paragraph.append(...content);
  return paragraph;
}

/**
 * @param {string} tag
 * @param {string} text
 */
function element(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** @param {string} key */
function say(key) {
  return chrome.i18n.getMessage(key);
}

/**
 * Shows `content` alone in `#id`.
 *
 * @param {string} id
 * @param {(string | Node)[]} content
 */
function put(id, ...content) {
  const place = document.getElementById(id);
  place?.removeAttribute("hidden");
  place?.replaceChildren(...content);
}
