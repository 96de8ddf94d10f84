// Values of any shape, the same for the same seed, often with our own names in them.
let seed = 20251103;
const random = (below) => {
  // mulberry32
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
};
const pick = (values) => values[random(values.length)];
const NAMES = ["facts", "schema", "settings", "history", "switches", "links", "ai-training", "status", "popupOpened",
  "tab", "stayInSight", "class", "setRegion", "region", "setRecheck", "days", "path", "loadedAt", "lang", "patience", "__proto__", "length", ""];
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
