// Knows how the app starts and goes from page to page: addresses in, content out.

const root = () => document.getElementById("root");
const framed = window.top !== window;

/** Counts the pages shown, so that one which comes late is dropped. */
let view = 0;
/** What the settings show now, or null while there is nothing that could be built anew. */
let settled = null;

function header() {
  return h(
    "header",
    { is: "header" },
    h("span", { is: "app-name" }, text("app")),
    h("a", { is: "headerlink", href: "/feed/" }, text("feed")),
    scenario.secondAccount === null ? null : h("a", { is: "headerlink", href: "/practice/sign-out" }, text("sign out")),
  );
}

function skeleton() {
  const bars = ["bar short", "bar", "bar", "bar"].map((is) => h("div", { is }));
  return h("div", { is: "main card padded", "aria-busy": "true", "aria-label": text("loading") }, ...bars);
}

/** Puts content into the page in place of all that was there. */
function paint(title, ...content) {
  own(() => {
    document.title = `${title} | ${text("app")}`;
    root().replaceChildren(...content);
  });
  renders += 1;
}

const paintSettings = (page, main) =>
  framed
    ? paint(titleOf(page), main)
    : paint(titleOf(page), header(), h("div", { is: "shell" }, settingsNav(page), main));

async function show() {
  const mine = (view += 1);
  settled = null;
  switches.clear();
  rows.clear();
  close?.();
  let page = settingsPage(location.pathname);
  if (!page) {
    paint(text("feed"), feedContent());
    return;
  }
  if (!scenario.offered && page.setting?.slug === OUR_SLUG) {
    history.replaceState(null, "", `${base()}/categories/privacy`);
    page = settingsPage(location.pathname);
  }
  const served = mine === 1 && boot.served;
  // On the first load there is nothing at all yet, not even the navigation.
  if (served) document.title = `${titleOf(page)} | ${text("app")}`;
  else if (mine === 1) paint(text("loading"), skeleton());
  else paintSettings(page, skeleton());
  try {
    await Promise.all([loadSettings(), wait(scenario.renderDelayMs)]);
  } catch {
    if (mine !== view) return;
    if (scenario.failure === "defaultsBesideAlert") showDefaults(page);
    else paintSettings(page, h("main", { is: "main" }, text("unavailable")));
    return;
  }
  if (mine !== view) return;
  hydrateLate();
  if (scenario.hydratesDocument) hydrateDocument();
  if (served) adopt();
  else paintSettings(page, settingsMain(page));
  settled = page;
  afterwards(mine);
}

/** Shows what no server has said, beside an alert that says so. */
function showDefaults(page) {
  const alert = h("p", { is: "alert", role: "alert" }, text("unavailable"));
  const main = settingsMain(page);
  main.prepend(alert);
  paintSettings(page, main);
  setTimeout(() => own(() => alert.remove()), 5000);
}

/** What the scenario has happen some time after the content came, if it is still there then. */
function afterwards(mine) {
  const later = (ms, happen) => setTimeout(() => mine === view && happen(), ms);
  if (scenario.translateAfterMs > 0) later(scenario.translateAfterMs, translate);
  if (scenario.layout === "movesLate") {
    later(5000, () => own(() => root().querySelector("main").style.setProperty("padding-top", "110px")));
  }
}

/** Throws the main content away and builds it anew, as a framework does that has lost its keys. */
function rebuild() {
  const main = root().querySelector("main");
  if (!settled || !main) return;
  own(() => main.replaceWith(settingsMain(settled)));
  renders += 1;
}

function go(address) {
  history.pushState(null, "", address);
  window.scrollTo(0, 0);
  show();
}

/** Says that a change was not saved. Goes with the next page. */
function complain() {
  own(() => {
    root().querySelector("[role=alert]")?.remove();
    root().append(h("p", { is: "alert", role: "alert" }, text("failed")));
  });
}

// Held for as long as the page lives, it keeps browsers from keeping the page alive.
if (scenario.neverKeptAlive) navigator.locks.request("practice", () => new Promise(() => {}));

// Something of the site's own to leave alone.
localStorage.setItem("practice", "kept");

if (boot.byScript) {
  document.addEventListener("DOMContentLoaded", () => {
    window.addEventListener("popstate", show);
    show();
    if (scenario.rerenderEveryMs > 0) setInterval(rebuild, scenario.rerenderEveryMs);
    if (scenario.strangersEveryMs > 0) stranger();
    if (scenario.layout === "zoomed") own(() => (document.documentElement.style.zoom = "1.25"));
  });
}
