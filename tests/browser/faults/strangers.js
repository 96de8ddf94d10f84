// Values of any shape, the same for the same SEED, often with our own names in them.
let seed = SEED;
const random = (below) => {
  // mulberry32
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
};
const pick = (values) => values[random(values.length)];
const NAMES = ["facts", "schema", "settings", "history", "switches", "links", "ai-training", "status", "popupOpened",
  "tab", "stayInSight", "class", "setHighlights", "on", "setRegion", "region", "setRecheck", "days", "path", "loadedAt", "lang", "patience", "__proto__", "length", ""];
const LEAVES = [null, true, false, 0, 1, -1, 2 ** 31, 2 ** 53, 1e308, 0.5, "", "facts", "opted-out", "look", "\ud800",
  "2025-11-03T00:00:00Z", "x".repeat(5000), "overdue", "checkbox"];
const value = (depth) => {
  const kind = depth > 0 ? random(3) : 2;
  if (kind === 2) return pick(LEAVES);
  const items = Array.from({ length: random(5) }, () => value(depth - 1));
  if (kind === 1) return items;
  // Not through a literal: `__proto__` is to be a name like any other.
  return Object.fromEntries(items.map((item) => [pick(NAMES), item]));
};
const facts = () => ({
  facts: {
    path: "/", loadedAt: 0, lang: "en", patience: "fresh", switches: [], links: [], more: false, asksPassword: false,
    [pick(["path", "loadedAt", "lang", "patience", "switches", "links", "more", "asksPassword"])]: value(3),
  },
});
// What we write ourselves.
const MESSAGES = [
  { facts: {
    path: "/", loadedAt: 0, lang: "en", patience: "fresh", more: false, asksPassword: false,
    switches: [{
      ref: 0, shape: "choice", keys: ["a"], label: "b", state: "off", visible: true, main: true, steady: true,
      options: [{ label: "c", value: "d", chosen: false }], flippedAt: 0.5, leftOver: false,
    }],
    links: [{ ref: 1, address: { origin: "https://www.linkedin.com", path: "/" }, visible: true }],
  } },
  { stayInSight: { class: "0b5f58a1-2c3d-4e5f-8a9b-0c1d2e3f4a5b" } },
  { popupOpened: { tab: null } },
  { setHighlights: { on: true } },
  { setRegion: { region: "HK" } },
  { setRecheck: { days: 90 } },
];
const RECORD = {
  schema: 1,
  settings: { "ai-training": {
    status: "opted-out", confirmed: true, since: "2025-11-03T08:00:00Z", seen: "2025-11-04T08:00:00.5Z",
    as_of: "2025-11-03T08:00:00Z", evidence: "key", sighting: { own_page: true, version: "0.1.0" }, lang: "en",
  } },
  history: [{ setting: "ai-training", at: "2025-11-03T08:00:00Z", from: "opted-in", to: "opted-out" }],
};
const PREFERENCES = { schema: 1, region: "HK", highlights: true, regionProposed: false, recheckDays: 90 };
// Not `instanceof`: in Firefox a test's script has classes of its own.
const isObject = (it) => typeof it === "object" && it !== null;
const places = (whole) => [whole, ...(isObject(whole) ? Object.values(whole).flatMap(places) : [])];
/** `whole`, with one of the values in it another, or one of its fields gone. */
const changed = (whole) => {
  const copy = JSON.parse(JSON.stringify(whole));
  const here = pick(places(copy).filter((it) => isObject(it) && Object.keys(it).length > 0));
  const name = pick(Object.keys(here));
  if (random(8) === 0) delete here[name];
  else here[name] = random(4) === 0 ? pick(places(whole)) : value(2);
  return copy;
};
