import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { createSchedule } from "../../extension/content/schedule.js";

/** What waits for the next frame. */
let frames = [];
let scans = 0;
let now = 0;

/** The next frame, with its layout. */
function frame() {
  for (const each of frames.splice(0)) each();
}

/** Time passes, and timers ring. */
function pass(milliseconds) {
  now += milliseconds;
  mock.timers.tick(milliseconds);
}

beforeEach(() => {
  frames = [];
  scans = 0;
  now = 1_000;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(performance, "now", () => now);
  globalThis.document = { hidden: false, documentElement: {} };
  Object.setPrototypeOf(document, { ownerDocument: null, documentElement: {} });
  globalThis.requestAnimationFrame = (act) => frames.push(act);
  globalThis.ResizeObserver = class {
    constructor(act) {
      this.observe = act;
    }
    disconnect() {}
  };
});

const schedule = () => createSchedule(() => scans++);

test("after a rest the page is scanned in the next frame, once", () => {
  const { soon } = schedule();
  soon();
  soon();
  assert.equal(scans, 0);
  frame();
  assert.equal(scans, 1);
});

test("in a pause it is scanned in the first frame after the pause", () => {
  const { soon, pause } = schedule();
  pause();
  soon();
  pass(249);
  frame();
  assert.equal(scans, 0);
  pass(1);
  frame();
  assert.equal(scans, 1);
});

test("a pause can be skipped", () => {
  const { soon, pause, skip } = schedule();
  pause();
  skip();
  soon();
  frame();
  assert.equal(scans, 1);
});

test("in a hidden tab, where no frame comes, it is scanned all the same", () => {
  const { soon } = schedule();
  document.hidden = true;
  soon();
  pass(1);
  assert.equal(scans, 1);
});
