// Sentences, times, days and names in the language of the messages. The same functions are used with and
// without the core.

/**
 * A message key, and a value for each placeholder: the name of a function in `PLACES`, and its
 * arguments.
 *
 * @typedef {{ key: string, args: [keyof typeof PLACES, ...any[]][] }} Sentence
 */

/** Functions that put a placeholder's value into words. */
const PLACES = { text: String, name: String, moment, days, months, country };

/** @param {Sentence} sentence */
export function sentence({ key, args }) {
  const places = args.map(([kind, ...of]) => /** @type {(...of: any[]) => string} */ (PLACES[kind])(...of));
  return chrome.i18n.getMessage(key, places);
}

/**
 * A point in time, to the minute, in the person's time zone.
 *
 * @param {number} millis since 1970
 */
export function moment(millis) {
  return format(millis, { dateStyle: "medium", timeStyle: "short" });
}

/**
 * A point in time, to the second, in the person's time zone, which is named.
 *
 * @param {number} millis since 1970
 */
export function momentWithZone(millis) {
  return format(millis, { dateStyle: "long", timeStyle: "long" });
}

/**
 * The days from one to another, each `YYYY-MM-DD`.
 *
 * @param {string} from
 * @param {string} to
 */
export function days(from, to) {
  return range(from, to, { dateStyle: "long" });
}

/**
 * The months from one to another, each `YYYY-MM`.
 *
 * @param {string} from
 * @param {string} to
 */
export function months(from, to) {
  return range(from, to, { year: "numeric", month: "long" });
}

/** So many days, in words. @param {number} count */
export function daysLong(count) {
  return new Intl.NumberFormat(language(), { style: "unit", unit: "day", unitDisplay: "long" }).format(count);
}

/** The name of a country. @param {string} code of ISO 3166-1 */
export function country(code) {
  return displayName("region", code);
}

/** The name of a language. @param {string} tag of BCP 47 */
export function languageName(tag) {
  return displayName("language", tag);
}

/**
 * The language of dates, numbers and names, as a BCP 47 tag: the browser's own where that is the language
 * of the messages, because it also names the country.
 */
export function language() {
  const words = chrome.i18n.getMessage("languageTag");
  const browser = chrome.i18n.getUILanguage();
  return plain(words) === plain(browser) ? browser : words;
}

/**
 * The names of an authority for somebody who reads `lang` (BCP 47): `name` is the one in that language, or
 * the English one; `other` is a second name, with its language, where there is one.
 *
 * @param {string} lang
 * @param {Sentence} english
 * @param {{ lang: string, name: string }[]} local its names in the languages of its region
 * @returns {{ name: string, other: { lang: string, name: string } | undefined }}
 */
export function namesIn(lang, english, local) {
  const own = local.filter((it) => it.lang !== "en");
  const read = own.find((it) => plain(it.lang) === plain(lang));
  const [place] = english.args;
  if (!read || place?.[0] !== "text") return { name: sentence(english), other: own[0] };
  const name = sentence({ key: english.key, args: [["text", read.name]] });
  return { name, other: { lang: "en", name: place[1] } };
}

/** @param {string} tag */
function plain(tag) {
  return tag.split("-")[0]?.toLowerCase();
}

/**
 * @param {number} millis
 * @param {Intl.DateTimeFormatOptions} style
 */
function format(millis, style) {
  return new Intl.DateTimeFormat(language(), style).format(millis);
}

/**
 * @param {string} from
 * @param {string} to
 * @param {Intl.DateTimeFormatOptions} style
 */
function range(from, to, style) {
  const days = new Intl.DateTimeFormat(language(), { ...style, timeZone: "UTC" });
  return days.formatRange(new Date(from), new Date(to));
}

/**
 * @param {"region" | "language"} type
 * @param {string} code
 */
function displayName(type, code) {
  return new Intl.DisplayNames(language(), { type, style: "short" }).of(code) ?? code;
}
