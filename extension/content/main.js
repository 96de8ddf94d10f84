// The content script: sends what it sees on a settings page to the background,
// and draws what comes back. It decides nothing and asks no server anything.
// One call of `stop` ends it without a trace.
"use strict";

/** The settings pages, as in the manifest. Anywhere else it rests. */
const SETTINGS_PATH = /^\/(mypreferences|psettings)(\/|$)/i;
/** How long the page is waited for, in milliseconds: see `Patience` in src/core/facts.rs. */
const SETTLED_AFTER = 3_000;
const OVERDUE_AFTER = 10_000;
/** How often the page is looked at without any sign of a change, while it is in view. */
const TICK = 1_000;
/** A look may take at most this share of the time. */
const LOOK_SHARE = 0.2;

function startHeadsUp() {
  const life = new AbortController();
  const { signal } = life;
  const collector = collectFacts();
  const overlay = createOverlay({ reload: () => location.reload(), dismiss });
  const patience = startPatience(SETTLED_AFTER, OVERDUE_AFTER, soon);

  /** The last facts that were heard, as text. */
  let heard = "";
  /** Counts messages, so that a late answer does not undo a newer one. */
  let sent = 0;
  let scheduled = false;
  let notBefore = 0;
  let path = "";
  /** @type {import("../messages").Guidance | null} */
  let guidance = null;
  /** What a person dismissed: a topic on a path. */
  let dismissed = "";

  /** Looks in the next frame; in a hidden tab, where frames stand still, in the next task. */
  function soon() {
    if (scheduled || signal.aborted) return;
    scheduled = true;
    const wait = notBefore - performance.now();
    if (document.hidden || wait > 16) setTimeout(look, Math.max(0, wait));
    else requestAnimationFrame(look);
  }

  function look() {
    scheduled = false;
    if (signal.aborted) return;
    // The extension was reloaded, updated or removed under this page.
    if (!chrome.runtime?.id) return stop();
    const start = performance.now();
    if (path !== location.pathname) {
      path = location.pathname;
      dismissed = "";
      patience.restart();
    }
    if (!SETTINGS_PATH.test(path)) return rest();
    watch();
    const facts = collector.look(patience.level());
    if (!collector.isSteady()) setTimeout(soon, STEADY_AFTER);
    const text = JSON.stringify(facts);
    if (text === heard) {
      if (guidance) draw();
    } else {
      heard = text;
      send(facts);
    }
    const end = performance.now();
    notBefore = end + (end - start) / LOOK_SHARE;
  }

  /** @param {import("../messages").Facts} facts */
  async function send(facts) {
    const number = ++sent;
    /** @type {import("../messages").ToBackground} */
    const message = { facts };
    try {
      /** @type {import("../messages").Answer | undefined} */
      const answer = await chrome.runtime.sendMessage(message);
      if (signal.aborted || number !== sent) return;
      if (!answer?.heard) throw new Error("not heard");
      guidance = answer.guidance;
      draw();
    } catch {
      // Not heard: the page moved on meanwhile, or the extension did. The next
      // look says it again, or finds that there is no one to tell.
      if (number === sent) heard = "";
    }
  }

  function draw() {
    const element = guidance?.ring ? collector.elementOf(guidance.ring) : null;
    const box = element && (element instanceof HTMLAnchorElement ? element : visibleBox(element));
    const gone = guidance?.ring && !box;
    if (!guidance || gone || dismissed === topic()) overlay.hide();
    else overlay.show(box, guidance);
  }

  function topic() {
    return guidance ? `${path}\n${guidance.topic}` : "";
  }

  function dismiss() {
    dismissed = topic();
    overlay.hide();
  }

  const mutations = new MutationObserver(soon);
  let watching = false;

  function watch() {
    if (watching) return;
    watching = true;
    mutations.observe(document, {
      childList: true,
      subtree: true,
      characterData: true,
      attributeFilter: ["aria-busy", "aria-checked", "aria-label", "aria-labelledby", "checked", "hidden", "href", "id", "lang", "name", "role", "type"],
    });
  }

  /** Away from the settings pages: nothing is looked at, nothing is drawn. */
  function rest() {
    mutations.disconnect();
    watching = false;
    heard = "";
    sent++;
    guidance = null;
    overlay.hide();
  }

  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;
  function tickWhileVisible() {
    clearInterval(ticking);
    ticking = undefined;
    if (document.hidden) return;
    overlay.keep();
    ticking = setInterval(() => {
      overlay.keep();
      soon();
    }, TICK);
    soon();
  }

  function stop() {
    life.abort();
    clearInterval(ticking);
    patience.stop();
    mutations.disconnect();
    overlay.hide();
    chrome.runtime?.onMessage?.removeListener(onMessage);
  }

  /**
   * @param {import("../messages").ToContent} message
   * @param {chrome.runtime.MessageSender} _sender
   * @param {(answer: boolean) => void} reply
   */
  function onMessage(message, _sender, reply) {
    if (message !== "look") return;
    heard = "";
    soon();
    reply(true);
  }

  const listen = { capture: true, passive: true, signal };
  for (const name of ["click", "input", "change"]) {
    addEventListener(
      name,
      (event) => {
        if (!event.isTrusted) return;
        collector.touch(event);
        soon();
      },
      listen,
    );
  }
  addEventListener("keydown", (event) => event.isTrusted && event.key === "Escape" && guidance && dismiss(), listen);
  for (const name of ["popstate", "hashchange", "pageshow", "load"]) addEventListener(name, soon, listen);
  navigationApi()?.addEventListener("currententrychange", soon, { signal });
  document.addEventListener("visibilitychange", tickWhileVisible, listen);
  chrome.runtime.onMessage.addListener(onMessage);

  sweepOverlays();
  // The first look wakes the background while the page is still loading.
  look();
  tickWhileVisible();
}

/**
 * Where the browser has it, the only event that every client-side navigation
 * fires. Elsewhere the changes that follow on the page lead to a look.
 *
 * @returns {EventTarget | undefined}
 */
function navigationApi() {
  return /** @type {any} */ (globalThis).navigation;
}

startHeadsUp();
