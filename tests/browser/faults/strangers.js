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
const NAMES = [
  "testimony",
  "schema",
  "settings",
  "switch",
  "look",
  "history",
  "controls",
  "links",
  "linkedin/ai-training",
  "state",
  "confirmed",
  "asOf",
  "popupOpened",
  "tab",
  "setHighlights",
  "on",
  "setRegion",
  "region",
  "setRecheck",
  "days",
  "setLeave",
  "setOthers",
  "setting",
  "path",
  "document",
  "loadedAt",
  "lang",
  "waited",
  "named",
  "since",
  "__proto__",
  "length",
  "",
];
const LEAVES = [
  null,
  true,
  false,
  0,
  1,
  -1,
  2 ** 31,
  2 ** 53,
  1e308,
  0.5,
  "",
  "testimony",
  "off",
  "scan",
  "\ud800",
  "2025-11-03T00:00:00Z",
  "x".repeat(5000),
  "unrecognised",
  "checkbox",
];
const value = (depth) => {
  const kind = depth > 0 ? random(3) : 2;
  if (kind === 2) return pick(LEAVES);
  const items = Array.from({ length: random(5) }, () => value(depth - 1));
  if (kind === 1) return items;
  // Not through a literal: `__proto__` is to be a name like any other.
  return Object.fromEntries(items.map((item) => [pick(NAMES), item]));
};
const DOCUMENT = { id: 1.5, loadedAt: 0, navigation: "navigate", startedAt: "loading", loaded: true };
const EMPTY = {
  path: "/",
  document: DOCUMENT,
  lang: "en",
  waited: 0,
  controls: [],
  links: [],
  more: false,
  asksPassword: false,
  named: [],
};
const testimony = () => ({ testimony: { ...EMPTY, [pick(Object.keys(EMPTY))]: value(3) } });
// What we write ourselves.
const MESSAGES = [
  {
    testimony: {
      ...EMPTY,
      controls: [
        {
          ref: 0,
          shape: "choice",
          keys: ["a"],
          name: "b",
          state: "off",
          options: [{ label: "c", value: "d", chosen: false }],
          visible: true,
          main: true,
          leftOver: false,
          busy: false,
          enabled: true,
          parsed: false,
          differs: false,
          age: 1,
          held: 1,
          quiet: 1,
          quietBefore: 0,
          changes: 0,
          since: 0.5,
          priorSince: null,
          touchedAt: 0.5,
          inputAt: null,
        },
      ],
      links: [{ ref: 1, address: { origin: "https://www.linkedin.com", path: "/" }, visible: true }],
      named: [{ ref: 0, setting: "linkedin/ai-training", evidence: "key" }],
    },
  },
  { popupOpened: { tab: null } },
  { setHighlights: { on: true } },
  { setRegion: { region: "HK" } },
  { setRecheck: { days: 90 } },
  { setLeave: { setting: "linkedin/ai-training", on: true } },
  { setOthers: { on: true } },
];
const TIMES = { since: "2025-11-03T08:00:00Z", seen: "2025-11-04T08:00:00.5Z", asOf: "2025-11-04T08:00:00.5Z" };
const RECORD = {
  schema: 2,
  settings: {
    "linkedin/ai-training": {
      switch: { state: "off", confirmed: true, evidence: "key", ...TIMES },
      look: { outcome: "unrecognised", at: "2025-11-05T08:00:00Z", asOf: "2025-11-05T08:00:00Z", report: "none" },
      history: [{ at: "2025-11-03T08:00:00Z", to: "off", by: "person" }],
    },
  },
};
const PREFERENCES = {
  schema: 2,
  region: "HK",
  highlights: true,
  regionProposed: false,
  recheckDays: 90,
  others: true,
  leave: { "linkedin/ai-training": "2025-11-03T08:00:00Z" },
};
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
