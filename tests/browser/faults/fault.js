// Put before the background in a copy of the package. Breaks what the background
// stands on, at the moment that `storage.session` names:
// - `hold`: the call that never returns, once; `held` says when it has come so far
// - `fail`: the calls of `storage.local` that are refused, as long as it is there
// - `ahead`: by how many milliseconds its clock is ahead, from the next look into the storage on
// - `mute`: `storage.managed` never answers, as long as it is there
// - `trap`: the core breaks down after the next look into the storage, once
const { local, session } = chrome.storage;

/** A module whose only function is `unreachable`: what a panic of Rust ends in. */
const TRAP = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
]);
let trapped = false;
let ahead = 0;
const { now } = Date;
Date.now = () => {
  if (trapped) {
    trapped = false;
    new WebAssembly.Instance(new WebAssembly.Module(TRAP)).exports.f();
  }
  return now() + ahead;
};

const original = { get: local.get, set: local.set };
const ask = session.get.bind(session);
const note = session.set.bind(session);

async function hold(step) {
  const { hold } = await ask("hold");
  if (hold !== step) return;
  await session.remove("hold");
  await note({ held: step });
  await new Promise(() => {});
}

/** Has `owner[name]` wait before and after, where it is told to. */
function holdAround(owner, name, step) {
  const call = owner[name];
  owner[name] = async (...args) => {
    await hold(`before ${step}`);
    try {
      return await call.apply(owner, args);
    } finally {
      await hold(`after ${step}`);
    }
  };
}

for (const name of ["get", "set"]) {
  local[name] = async (...args) => {
    const { fail, trap, ahead: by = 0 } = await ask(["fail", "trap", "ahead"]);
    ahead = by;
    if (fail === name) throw new Error("the disk is on fire");
    if (trap && name === "get") {
      await session.remove("trap");
      trapped = true;
    }
    return original[name].apply(local, args);
  };
}
const { managed } = chrome.storage;
const askManaged = managed.get.bind(managed);
managed.get = async (...args) => {
  const { mute } = await ask("mute");
  if (mute) await new Promise(() => {});
  return askManaged(...args);
};
for (const [owner, name, step] of [
  [local, "get", "reading"],
  [local, "set", "writing"],
  [session, "set", "noting that it was written"],
  [chrome.action, "setBadgeBackgroundColor", "the badge's ground"],
  [chrome.action, "setBadgeTextColor", "the badge's colour"],
  [chrome.action, "setBadgeText", "the badge's text"],
  [chrome.alarms, "create", "setting the alarm"],
  [chrome.alarms, "clear", "clearing the alarm"],
])
  holdAround(owner, name, step);
