// Starts the core. Listeners are registered in the first turn of the event loop, so that a message
// can start a stopped background. The core is loaded then.
import init, { onManaged, onMessage, refresh, __wbg_reset_state as startAnew } from "./wasm/headsup.js";

/** @type {Promise<unknown> | undefined} */
let ready;

function load() {
  ready ??= init({ module_or_path: chrome.runtime.getURL("wasm/headsup_bg.wasm") }).catch((error) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

/** @type {Promise<unknown>} */
let queue = Promise.resolve();

/** Ends the task that runs now. @type {(reason: unknown) => void} */
let giveUp = () => {};

/**
 * One task after the other: each reads the record, steps it, and writes it.
 *
 * @param {() => Promise<unknown>} task
 */
function inTurn(task) {
  const run = queue.then(load).then(
    () =>
      new Promise((resolve, reject) => {
        giveUp = reject;
        task().then(resolve, reject);
      }),
  );
  queue = run.catch((error) => {
    if (ready && isBreakdown(error)) startAnew();
  });
  return run;
}

/**
 * Whether the core has broken down. Its memory is in no state to go on with then.
 *
 * @param {unknown} error
 */
function isBreakdown(error) {
  return error instanceof WebAssembly.RuntimeError;
}

// A panic inside a future rejects no promise: without this the task would never settle, and all
// later tasks would wait for it.
addEventListener("error", ({ error }) => isBreakdown(error) && giveUp(error));
addEventListener("unhandledrejection", ({ reason }) => isBreakdown(reason) && giveUp(reason));

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  inTurn(() => onMessage(message, sender, reply)).catch(() => reply(null));
  return true;
});

/**
 * Where it fails, there is no one to tell; the next message or alarm comes by again.
 *
 * @param {() => Promise<unknown>} task
 */
function tryInTurn(task) {
  inTurn(task).catch(() => {});
}

/**
 * Asks what an organisation has set. A browser that has just started may take seconds to answer:
 * what it said last counts until then, and nothing else waits.
 */
async function askManaged() {
  // Firefox rejects where nothing is set.
  const answer = await chrome.storage.managed.get(null).catch(() => ({}));
  tryInTurn(() => onManaged(answer));
}

// Chrome only: content scripts cannot read the storage. Firefox has no such function; there
// `tests/security.rs` checks that their code does not.
chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
// At each start, because browsers send no event when an extension is enabled again. Messages that
// have started the background are in the queue before this.
load().then(
  () => tryInTurn(refresh),
  () => {},
);
askManaged();

chrome.runtime.onInstalled.addListener(async ({ reason }) => {
  if (reason === "install" && (await isWelcome())) {
    await chrome.tabs.create({ url: chrome.runtime.getURL("details/details.html") });
  }
});

/** How long an organisation's word is waited for, in milliseconds. */
const WORD_WITHIN = 10_000;

/**
 * Whether a page may open after the install: said here, as the page opens also where the core cannot
 * start. Chromium learns what an organisation has set for an extension 2 to 6 s after it has installed
 * it: where the organisation has, its word is waited for. Firefox has read it by then, and tells of no
 * change.
 */
async function isWelcome() {
  const { managed } = chrome.storage;
  /** @type {{ welcome?: unknown }} Firefox refuses where nothing is set. */
  let { welcome } = await managed.get("welcome").catch(() => ({}));
  const { installType } = await chrome.management.getSelf();
  if (welcome === undefined && installType === "admin" && managed.onChanged) {
    await Promise.race([
      new Promise((heard) => managed.onChanged.addListener(heard)),
      new Promise((late) => setTimeout(late, WORD_WITHIN)),
    ]);
    ({ welcome } = await managed.get("welcome"));
  }
  return welcome !== false;
}

// The listener makes the browser start the background, and with that everything that is done at
// each start.
chrome.runtime.onStartup.addListener(() => {});
// There is only one alarm, the one for checking again.
chrome.alarms.onAlarm.addListener(() => tryInTurn(refresh));
// Firefox has no such event: it reads what is set at its start.
chrome.storage.managed.onChanged?.addListener(askManaged);
