// Where ring and callout go, in numbers. Run with `node --test tests/content/`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { grown, intersection, middle, placeBeside, rect, union } from "../../extension/content/place.js";

const WINDOW = rect(0, 0, 1000, 800);
const CALLOUT = { width: 320, height: 150 };
/** A ring of 50 by 34 pixels. */
const ringAt = (left, top) => rect(left, top, left + 50, top + 34);
const overlap = (one, other) => intersection(one, other).width > 0 && intersection(one, other).height > 0;

test("what two boxes share is what is in both", () => {
  assert.deepEqual(intersection(rect(0, 0, 10, 10), rect(5, -5, 20, 5)), rect(5, 0, 10, 5));
});

test("boxes apart from each other share nothing", () => {
  const { width, height } = intersection(rect(0, 0, 10, 10), rect(50, 60, 70, 80));
  assert.deepEqual({ width, height }, { width: 0, height: 0 });
});

test("the union is around all boxes", () => {
  assert.deepEqual(union([rect(0, 5, 10, 10), rect(-5, 0, 5, 7)]), rect(-5, 0, 10, 10));
  assert.equal(union([]), null);
});

test("what is grown has the same middle", () => {
  const box = rect(3, 4, 13, 24);
  assert.deepEqual(middle(grown(box, 5)), middle(box));
  assert.equal(grown(box, 5).width, 20);
});

test("the callout goes below the ring where there is room", () => {
  const at = placeBeside(ringAt(500, 300), CALLOUT, WINDOW);
  assert.deepEqual(at, { left: 365, top: 342, ...CALLOUT });
});

test("above the ring where there is none below", () => {
  const at = placeBeside(ringAt(500, 740), CALLOUT, WINDOW);
  assert.equal(at?.top, 740 - 8 - CALLOUT.height);
});

test("a place is in sight and never on the ring, wherever that is", () => {
  for (const [width, height] of [
    [1000, 800],
    [340, 700],
    [1000, 260],
    [400, 300],
  ]) {
    const view = rect(40, 60, 40 + width, 60 + height);
    for (let left = view.left; left + 50 <= view.right; left += 25) {
      for (let top = view.top; top + 34 <= view.bottom; top += 25) {
        const ring = ringAt(left, top);
        const at = placeBeside(ring, CALLOUT, view);
        if (!at) continue;
        const box = rect(at.left, at.top, at.left + at.width, at.top + at.height);
        assert.deepEqual(intersection(box, view), box, JSON.stringify({ view, ring, at }));
        assert.ok(!overlap(box, ring), JSON.stringify({ view, ring, at }));
      }
    }
  }
});

test("what fits nowhere is squeezed to where there is more room", () => {
  const view = rect(0, 0, 320, 256);
  const size = { width: 296, height: 200 };
  const below = placeBeside(ringAt(250, 40), size, view);
  assert.deepEqual(below, { left: 16, top: 82, width: 296, height: 166 });
  const above = placeBeside(ringAt(250, 180), size, view);
  assert.deepEqual(above, { left: 16, top: 8, width: 296, height: 164 });
});

test("without room for a line there is no callout", () => {
  assert.equal(placeBeside(ringAt(50, 40), CALLOUT, rect(0, 0, 320, 120)), null);
});

test("beside an edge of the window it is in the middle, and in sight", () => {
  const below = placeBeside(rect(0, 800, 1000, 800), CALLOUT, WINDOW);
  assert.deepEqual(below, { left: 340, top: 642, ...CALLOUT });
  const above = placeBeside(rect(0, 0, 1000, 0), CALLOUT, WINDOW);
  assert.deepEqual(above, { left: 340, top: 8, ...CALLOUT });
});
