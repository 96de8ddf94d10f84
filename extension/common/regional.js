// Draws what a region's regulators said, and what its law lets a person do. Elements that are still
// right stay, so that the focus and opened details stay too.
import { element, get, inLanguage, put, say } from "./dom.js";
import { languageName, namesIn, sentence } from "./localise.js";
import { localNames, regions, statements } from "./regional-data.js";

/** @typedef {import("./regional-data.js").Said} Said */
/** @typedef {import("./regional-data.js").Statement} Statement */

/**
 * Draws the regulator's reminder into the popup's `#reminder`.
 *
 * @param {string} code of the region; "" where none is known
 */
export function drawReminder(code) {
  const section = get("reminder");
  const region = regions[code];
  section.hidden = !region?.reminder;
  if (!region?.reminder || section.dataset.region === code) return;
  const { said, note, beside } = region.reminder;
  const told = region.said[said];
  const statement = latestOf(told);
  const { name, other } = namesOf(told);
  get("regulator").replaceChildren(element("span", "", name));
  if (other) get("regulator").append(" ", inLanguage(element("span", "local-name", other.name), other.lang));
  get("about").replaceChildren(...kindAndDate(statement));
  get("gist").textContent = [statement.gist, note]
    .flatMap((key) => key ?? [])
    .map(say)
    .join(" ");
  // A link for each language, as the titles are too long for the popup.
  const links = statement.pages.flatMap((page) => [pageLink(page, ownPage(page.lang)), " "]);
  put("sources", ...links, ...sourceOf(statement));
  const named = beside === null ? [] : [region.said[beside]];
  put("beside", ...named.flatMap((it) => [chip(latestOf(it).kind), " ", element("span", "", namesOf(it).name)]));
  section.dataset.region = code;
}

/**
 * Draws statements, links, law and notes into the `#said`, `#routes`, `#law` and `#regional-notes` of
 * Details.
 *
 * @param {string} code of the region; "" where none is known
 * @param {boolean} isProposed whether nobody has chosen it
 */
export function drawRegional(code, isProposed) {
  const region = regions[code];
  if (!region) return;
  const notes = [isProposed ? "regionProposed" : null, region.note].flatMap((key) => key ?? []).map(say);
  const said = get("said");
  const isSaid = notes.join() === Array.from(get("regional-notes").children, (note) => note.textContent).join();
  if (!isSaid) put("regional-notes", ...notes.map((note) => element("p", "", note)));
  if (said.dataset.region === code) return;
  get("law").textContent = region.law && say(region.law);
  said.replaceChildren(...region.said.map(card));
  get("routes").replaceChildren(
    ...region.routes.map(({ label, notes, address }) =>
      element("li", "", link(say(label), address), ...notes.map((note) => element("p", "note", say(note)))),
    ),
  );
  said.dataset.region = code;
}

/** @param {Said} said */
function card(said) {
  const { name, other } = namesOf(said);
  const statement = latestOf(said);
  const card = element("article", "said", element("h3", "name", name));
  if (other) card.append(inLanguage(element("p", "note local-name", other.name), other.lang));
  card.append(element("p", "note about", ...kindAndDate(statement)));
  const gist = element("p", "gist", say(statement.gist));
  if (!said.compact) card.append(gist);
  const more = said.compact ? [gist] : [];
  more.push(...restOf(statement));
  const earlier = statements[said.by].slice(1);
  if (earlier.length > 0) more.push(element("h4", "", say("saidEarlier")));
  for (const one of earlier) {
    const when = [say(one.kind), ...one.about.map(sentence)].join(" · ");
    more.push(element("p", "note", when), element("p", "gist", say(one.gist)), ...restOf(one));
  }
  if (more.length > 0)
    card.append(
      element("details", "", element("summary", "", say(said.compact ? "saidInShort" : "saidMore")), ...more),
    );
  return card;
}

/** Quote, notes and pages of a statement. @param {Statement} statement */
function restOf(statement) {
  const { quote, notes, pages, source } = statement;
  const rest = notes.map((note) => element("p", "", say(note)));
  if (quote) rest.unshift(inLanguage(element("blockquote", "", quote), "en"));
  for (const page of pages) {
    const title = pageLink(page, page.title ?? ownPage(page.lang));
    rest.push(element("p", "", page.title ? inLanguage(title, page.lang) : title));
  }
  if (source) rest.push(element("p", "", ...sourceOf(statement)));
  return rest;
}

/** @param {Said} said */
function latestOf(said) {
  return statements[said.by][0];
}

/** @param {Said} said */
function namesOf({ name, by }) {
  return namesIn(say("languageTag"), name, localNames[by]);
}

/** Kind, date and mark. @param {Statement} statement */
function kindAndDate({ kind, about }) {
  return [chip(kind), " ", element("span", "", about.map(sentence).join(" · "))];
}

/** @param {Statement} statement */
function sourceOf({ source }) {
  return source ? [`${say("sourceLabel")} `, link(say(source.name), source.address)] : [];
}

/**
 * @param {{ lang: string, address: string }} page
 * @param {string} title
 */
function pageLink({ lang, address }, title) {
  return Object.assign(link(title, address), { hreflang: lang });
}

/** The link text for a regulator's page without a known title. @param {string} lang */
function ownPage(lang) {
  return sentence({ key: "ownPage", args: [["text", languageName(lang)]] });
}

/** The element for the kind of a statement. @param {string} key */
function chip(key) {
  return element("span", `kind ${key}`, say(key));
}

/**
 * A link that opens in a new tab, without referrer.
 *
 * @param {string} text
 * @param {string} address
 */
function link(text, address) {
  const link = document.createElement("a");
  return Object.assign(link, { textContent: text, href: address, target: "_blank", rel: "noreferrer" });
}
