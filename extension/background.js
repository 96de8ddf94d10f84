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
 * Runs tasks one after the other: each reads what is stored and writes it back.
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
 * Whether the core has panicked. Then its memory cannot be used any more.
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
 * Runs a task whose failure nobody could be told of. The next message or alarm tries again.
 *
 * @param {() => Promise<unknown>} task
 */
function tryInTurn(task) {
  inTurn(task).catch(() => {});
}

/**
 * Asks what an organisation has set. A browser that has just started may take seconds to answer: until
 * then the stored answer counts, and no other task waits.
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

/** How long to wait for what an organisation has set, in milliseconds. */
const WORD_WITHIN = 10_000;

/**
 * Whether Details may open after the install. Decided here and not in the core, because they open also
 * where the core cannot start. Chromium learns what an organisation has set 2 to 6 s after it has
 * installed an extension, so after an install by an organisation that is waited for. Firefox knows it
 * already.
 */
async function isWelcome() {
  const { managed } = chrome.storage;
  /** @type {{ welcome?: unknown }} Firefox rejects where nothing is set. */
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
