// Knows what the server holds and what the page shows.

const OUR_KEY = "allowDataForGenerativeAI";

const held = new Map();
const shown = new Map();
/** Key → what puts the switch that is in the page now to a state, by property. */
const switches = new Map();
/** Key → the row of the switch that is in the page now. */
const rows = new Map();
let hydrated = true;

/** Says to the server which document this is. */
const whoAsks = { "practice-document": String(performance.timeOrigin) };

async function loadSettings() {
  const answer = await fetch("/practice/api/settings", { headers: whoAsks });
  if (answer.status === 401) {
    location.assign(`/uas/login?session_redirect=${encodeURIComponent(location.href)}`);
    return;
  }
  if (!answer.ok) throw new Error(`settings: ${answer.status}`);
  for (const [key, on] of Object.entries(await answer.json())) {
    held.set(key, on);
    shown.set(key, on);
  }
}

/** What a switch that is drawn now has to show. */
const isOn = (key) => {
  const on = shown.get(key) ?? false;
  return hydrated ? on : !on;
};

/** The wrong state first, the saved one later: a page that is filled in after it was drawn. */
function hydrateLate() {
  if (scenario.hydrateWrongFirstMs === 0) return;
  hydrated = false;
  setTimeout(() => {
    if (hydrated) return;
    hydrated = true;
    for (const [key, put] of switches) put(isOn(key));
  }, scenario.hydrateWrongFirstMs);
}

/** Saves a change. Refused, the switch goes back to what the server holds, without an event. */
async function save(key, on) {
  hydrated = true;
  shown.set(key, on);
  busy(key, true);
  const answer = await fetch(`/practice/api/settings/${encodeURIComponent(key)}`, {
    method: "PUT",
    headers: { ...whoAsks, "content-type": "application/json" },
    body: JSON.stringify({ on }),
  }).catch(() => null);
  busy(key, false);
  if (answer?.ok) {
    held.set(key, on);
    return;
  }
  shown.set(key, held.get(key));
  switches.get(key)?.(isOn(key));
  complain();
}

function busy(key, so) {
  if (!scenario.busyWhileSaving) return;
  own(() => rows.get(key)?.setAttribute("aria-busy", String(so)));
}
