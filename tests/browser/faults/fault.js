// Put before the background in a copy of the package. Breaks what the background
// stands on, at the moment that `storage.session` names:
// - `hold`: the call that never returns, once; `held` says when it has come so far
// - `fail`: the calls of `storage.local` that are refused, as long as it is there
// - `trap`: the core breaks down after the next look into the storage, once
const { local, session } = chrome.storage;

/** A module whose only function is `unreachable`: what a panic of Rust ends in. */
const TRAP = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
]);
let trapped = false;
const { now } = Date;
Date.now = () => {
  if (trapped) {
    trapped = false;
    new WebAssembly.Instance(new WebAssembly.Module(TRAP)).exports.f();
  }
  return now();
};

const original = { get: local.get, set: local.set };

async function hold(step) {
  const { hold } = await session.get("hold");
  if (hold !== step) return;
  await session.remove("hold");
  await session.set({ held: step });
  await new Promise(() => {});
}

/** Has `owner[name]` wait before and after, where it is told to. */
function holdAround(owner, name, step) {
  const call = owner[name];
  owner[name] = async (...args) => {
    await hold(`before ${step}`);
    const answer = await call.apply(owner, args);
    await hold(`after ${step}`);
    return answer;
  };
}

for (const name of ["get", "set"]) {
  local[name] = async (...args) => {
    const { fail, trap } = await session.get(["fail", "trap"]);
    if (fail === name) throw new Error("the disk is on fire");
    if (trap && name === "get") {
      await session.remove("trap");
      trapped = true;
    }
    return original[name].apply(local, args);
  };
}
holdAround(local, "get", "reading");
holdAround(local, "set", "writing");
holdAround(chrome.action, "setBadgeText", "the badge");
