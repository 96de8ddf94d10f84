// The content script: sends what it sees on a settings page to the background,
// and draws what comes back. It decides nothing and asks no server anything.
// One call of `stop` ends it without a trace.
import { STEADY_AFTER, collectFacts } from "./facts.js";
import { createOverlay, sweepOverlays } from "./overlay.js";
import { startPatience } from "./patience.js";
import { all, html } from "./tree.js";

/** The settings pages, as in the manifest. Anywhere else it rests. */
const SETTINGS_PATH = /^\/(mypreferences|psettings)(\/|$)/i;
/** How long the page is waited for, in milliseconds: see `Patience` in src/core/facts.rs. */
const SETTLED_AFTER = 3_000;
const OVERDUE_AFTER = 10_000;
/** How often switches are checked without any sign of a change, while the page is in view. */
const TICK = 1_000;
/** How often the whole page is looked at then; and for how long after a sign it is at each tick. */
const LOOK_EVERY = 5_000;
const MORE_MAY_FOLLOW = 10_000;
/**
 * While a page goes on changing, looks take this share of the time, but wait no
 * longer than this, in milliseconds.
 */
const LOOK_SHARE = 0.01;
const LONGEST_WAIT = 500;
/** What they take at most: where each sees more than any before, or what was ringed has gone. */
const HURRIED_SHARE = 0.2;
/** About what a frame takes, in milliseconds, and how long to wait for one that does not come. */
const FRAME = 16;
const NO_FRAME = 100;

/** What a person does to a switch. */
const TOUCHES = ["click", "input", "change"];
/** What says what a switch is and how it is set. Watching all attributes would cost a page dear. */
const WATCHED_ATTRIBUTES =
  "aria-busy aria-checked aria-hidden aria-label aria-labelledby aria-pressed checked disabled for hidden href id lang name open role title type".split(" ");

function startHeadsUp() {
  const life = new AbortController();
  const { signal } = life;
  const listen = { capture: true, passive: true, signal };
  const mutations = new MutationObserver(changed);
  const collector = collectFacts(watchRoot, signal);
  const laidOut = new ResizeObserver(look);
  const overlay = createOverlay({ reload: () => location.reload(), dismiss, moved: soon, stayInSight });
  const patience = startPatience(SETTLED_AFTER, OVERDUE_AFTER, soon);

  /** The last facts that were sent, as text, and those that the guidance is for. */
  let heard = "";
  let answered = "";
  /** What was heard once: the background can be stopped before it has recorded that. */
  let heardOnce = "";
  /** Counts messages, so that a late answer does not undo a newer one. */
  let sent = 0;
  let scheduled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** When the next look may be, and when it may be in a hurry. */
  let notBefore = 0;
  let hurried = 0;
  /** How many switches a look saw at most, while none was in time to see all. */
  let most = 0;
  /** How many switches the last look saw that showed their state. */
  let found = 0;
  /** When there was a sign of a change last, and when the last look was. */
  let stirred = 0;
  let lookedAt = 0;
  /** What the ring is around. @type {OverlayTarget | null} */
  let ringed = null;
  let checking = false;
  let path = "";
  /** When it was arrived at without a page load. @type {number | null} */
  let arrivedAt = null;
  /** @type {import("../messages").Guidance | null} */
  let guidance = null;
  /** @type {string[]} */
  let preferred = [];
  /** Whether to look for shadow roots too. */
  let deeper = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let steadying;
  /** What a person dismissed: a topic on a path. */
  let dismissed = "";

  /**
   * Looks in the next frame; in a hidden tab, where frames stand still, in the
   * next task.
   */
  function soon() {
    if (scheduled || signal.aborted) return;
    scheduled = true;
    const wait = Math.max(0, notBefore - performance.now());
    if (document.hidden) waiting = setTimeout(look, wait);
    else if (wait > FRAME) waiting = setTimeout(inFrame, wait);
    else inFrame();
  }

  /** What a person waits for is not put off to spare the page, or only little. */
  function hurry() {
    clearTimeout(waiting);
    scheduled = false;
    notBefore = hurried;
    soon();
  }

  /** There is a sign of a change; more may follow without one. */
  function stir() {
    stirred = performance.now();
    soon();
  }

  /**
   * Looks when the page's style and layout of the next frame are done, which is
   * when a ResizeObserver is told what it asked in that frame. A look that made
   * the browser do them would be named as the source of what they lead to, such
   * as the report of an image that the page's own policy forbids; one after the
   * frame would show the ring a frame later.
   */
  function inFrame() {
    requestAnimationFrame(() => {
      if (!scheduled || signal.aborted) return;
      laidOut.disconnect();
      if (html()) laidOut.observe(html());
      // It is not told of a page without a size.
      clearTimeout(waiting);
      waiting = setTimeout(look, NO_FRAME);
    });
  }

  /**
   * The page has changed, and will be looked at: what else changes until then makes no
   * difference. To be told of it would cost a page that never rests dear.
   */
  function changed() {
    mutations.disconnect();
    stir();
    keepRingTrue();
  }

  /** What is ringed may be gone, or be something else: that must not wait for the look. */
  function keepRingTrue() {
    if (!ringed || checking) return;
    checking = true;
    requestAnimationFrame(() => {
      checking = false;
      if (!ringed || !scheduled) return;
      if (ringed.isStill()) return keepRingTrue();
      ringed = null;
      overlay.drop();
      hurry();
    });
  }

  function look() {
    scheduled = false;
    clearTimeout(waiting);
    laidOut.disconnect();
    if (signal.aborted) return;
    // The extension was reloaded, updated or removed under this page.
    if (!chrome.runtime?.id) return stop();
    const start = (lookedAt = performance.now());
    if (path !== location.pathname) {
      // Where we come to a page that is there already, it may have navigated within itself.
      arrivedAt = path === "" && document.readyState !== "complete" ? null : Date.now();
      path = location.pathname;
      dismissed = "";
      patience.restart();
    }
    if (!SETTINGS_PATH.test(path)) return rest();
    // Half a page would tell half of it: of two switches that look the same,
    // one; without its style, a row in the place of a switch. The very first
    // look is only to wake the background.
    if (isHalfLoaded() && sent > 0) return watchRoot(document);
    const facts = collector.look(patience.level(), arrivedAt, preferred);
    const isBehind = !collector.isInTime();
    const hasGained = isBehind && facts.switches.length > most;
    most = isBehind ? Math.max(most, facts.switches.length) : 0;
    // Not given up while each look sees more than any before.
    if (hasGained && facts.patience === "overdue") facts.patience = "settled";
    // A switch that was found and has gone may be back at once: pages replace it while they save,
    // and hide it behind what they ask. With `deeper`, none was found in any case.
    const clear = facts.switches.filter(isClearlySet).length;
    if (clear < found && !isBehind && !deeper) {
      patience.restart();
      facts.patience = patience.level();
    }
    found = clear;
    if (isBehind) setTimeout(soon);
    if (!collector.isSteady()) {
      clearTimeout(steadying);
      steadying = setTimeout(soon, STEADY_AFTER);
    }
    const text = JSON.stringify(facts);
    if (text !== heard) {
      heard = text;
      send(facts, text);
    } else if (text === answered) {
      draw();
    }
    const end = performance.now();
    hurried = end + (end - start) / HURRIED_SHARE;
    const calm = end + Math.min((end - start) / LOOK_SHARE, LONGEST_WAIT);
    notBefore = hasGained ? hurried : Math.max(hurried, calm);
  }

  /**
   * @param {import("../messages").Facts} facts
   * @param {string} text
   */
  async function send(facts, text) {
    const number = ++sent;
    /** @type {import("../messages").ToBackground} */
    const message = { facts };
    try {
      /** @type {import("../messages").Answer | undefined} */
      const answer = await chrome.runtime.sendMessage(message);
      if (signal.aborted || number !== sent) return;
      if (!answer?.heard) throw new Error("not heard");
      ({ guidance, preferred, deeper } = answer);
      answered = text;
      heardOnce = heardOnce === text ? "" : text;
      draw();
      if (deeper) collector.search().then(soon);
    } catch {
      // Not heard: the page moved on meanwhile, or the extension did. The next
      // look says it again, or finds that there is no one to tell.
      if (number === sent) heard = "";
    }
  }

  /** @param {string} name */
  function stayInSight(name) {
    /** @type {import("../messages").ToBackground} */
    const message = { stayInSight: { class: name } };
    return chrome.runtime.sendMessage(message).then(Boolean, () => false);
  }

  function draw() {
    ringed = null;
    const target = guidance && collector.targetOf(guidance.ring);
    const gone = guidance?.ring != null && !target?.parts.length;
    if (!guidance || dismissed === topic()) return overlay.hide();
    // Built anew since the look that this answers: the next look finds it again.
    if (gone) return overlay.drop();
    ringed = target;
    overlay.show(target, guidance);
    if (scheduled) keepRingTrue();
  }

  function topic() {
    return guidance ? `${path}\n${guidance.topic}` : "";
  }

  function dismiss() {
    dismissed = topic();
    draw();
  }

  /** @param {Node} root */
  function watchRoot(root) {
    mutations.observe(root, {
      childList: true,
      subtree: true,
      characterData: true,
      attributeFilter: WATCHED_ATTRIBUTES,
    });
    if (root !== document) for (const name of TOUCHES) root.addEventListener(name, onTouch, listen);
  }

  /** Away from the settings pages: nothing is looked at, nothing is drawn. */
  function rest() {
    mutations.disconnect();
    collector.forget();
    heard = answered = heardOnce = "";
    sent++;
    deeper = false;
    guidance = null;
    draw();
  }

  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;
  function tickWhileVisible() {
    clearInterval(ticking);
    ticking = undefined;
    if (document.hidden) {
      // The frame that a look waits for does not come any more.
      clearTimeout(waiting);
      if (!scheduled) return;
      scheduled = false;
      return soon();
    }
    overlay.keep();
    ticking = setInterval(tick, TICK);
    stir();
  }

  /** Pages set `checked` without an event, and change their style without a sign. */
  function tick() {
    const now = performance.now();
    overlay.keep();
    if (heardOnce && heardOnce === heard) heard = "";
    const isDue = !heard || now - stirred < MORE_MAY_FOLLOW || now - lookedAt >= LOOK_EVERY;
    // Nothing has changed that we know of: no frame is asked for.
    if (!scheduled && now >= notBefore && (isDue || collector.hasStirred())) look();
    if (deeper) collector.search();
  }

  function stop() {
    life.abort();
    clearInterval(ticking);
    clearTimeout(steadying);
    patience.stop();
    mutations.disconnect();
    laidOut.disconnect();
    clearTimeout(waiting);
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
    stir();
    reply(true);
  }

  function onVisibilityChange() {
    // What the person has chosen meanwhile was told to the tabs in view only.
    if (!document.hidden) heard = "";
    tickWhileVisible();
  }

  /** @param {Event} event */
  function onTouch(event) {
    if (!event.isTrusted) return;
    stir();
    // At rest, nothing of the page is kept.
    if (SETTINGS_PATH.test(location.pathname) && collector.touch(event)) hurry();
  }

  for (const name of TOUCHES) addEventListener(name, onTouch, listen);
  addEventListener("keydown", (event) => event.isTrusted && event.key === "Escape" && guidance && dismiss(), listen);
  for (const name of ["DOMContentLoaded", "load", "pageshow", "popstate", "hashchange"]) addEventListener(name, stir, listen);
  // What is in an iframe is told to no one else.
  document.addEventListener("load", ({ target }) => isIframe(target) && stir(), listen);
  navigationApi()?.addEventListener("currententrychange", stir, { signal });
  document.addEventListener("visibilitychange", onVisibilityChange, listen);
  chrome.runtime.onMessage.addListener(onMessage);

  sweepOverlays();
  // The first look wakes the background while the page is still loading.
  look();
  tickWhileVisible();
}

/** @param {import("../messages").SwitchFact} fact */
function isClearlySet({ visible, state, options }) {
  return visible && (state !== "unclear" || options.length > 0);
}

/** @param {EventTarget | null} target */
function isIframe(target) {
  return /** @type {Partial<Element> | null} */ (target)?.localName === "iframe";
}

/** Whether the page is still being parsed, or a style sheet of its first load is on its way. */
function isHalfLoaded() {
  if (document.readyState !== "interactive") return document.readyState === "loading";
  const sheets = /** @type {HTMLLinkElement[]} */ (all(document, 'link[rel~="stylesheet" i]'));
  return sheets.some((link) => !link.sheet && !link.disabled);
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

// The popup starts it where it seems to be missing; two of them would be one too many.
const world = /** @type {any} */ (globalThis);
if (!world.headsUp) {
  world.headsUp = true;
  // A page that is being prerendered is not in front of anyone yet.
  if (/** @type {any} */ (document).prerendering) document.addEventListener("prerenderingchange", startHeadsUp, { once: true });
  else startHeadsUp();
}
