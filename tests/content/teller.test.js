import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createTeller } from "../../extension/content/teller.js";

/** What the background was told, and how each of it is answered. */
let told = [];
const heard = [];

beforeEach(() => {
  told = [];
  heard.length = 0;
  globalThis.document = { prerendering: false };
  globalThis.chrome = {
    runtime: {
      sendMessage: (message) =>
        new Promise((answer, refuse) => told.push({ testimony: message.testimony, answer, refuse })),
    },
  };
});

const teller = () => createTeller((answer) => heard.push(answer.name));
const answer = (name) => ({ heard: true, name });
/** Lets what was answered reach the teller. */
const settle = () => new Promise((resume) => setImmediate(resume));

test("the same is told once, and what only time changes is the same", () => {
  const { tell } = teller();
  tell({ path: "/a", waited: 1, controls: [{ age: 1, held: 1, quiet: 1, state: "off" }] });
  tell({ path: "/a", waited: 2, controls: [{ age: 2, held: 2, quiet: 2, state: "off" }] });
  assert.equal(told.length, 1);
  tell({ path: "/a", waited: 2, controls: [{ age: 2, held: 2, quiet: 2, state: "on" }] });
  assert.equal(told.length, 2);
});

test("an answer that comes after a newer testimony is not heard", async () => {
  const { tell } = teller();
  tell({ path: "/a" });
  tell({ path: "/b" });
  told[1].answer(answer("new"));
  told[0].answer(answer("old"));
  await settle();
  assert.deepEqual(heard, ["new"]);
});

test("what was not heard is told again", async () => {
  const { tell } = teller();
  for (const fail of [(it) => it.refuse(new Error("no receiver")), (it) => it.answer(null)]) {
    tell({ path: "/a" });
    fail(told.at(-1));
    await settle();
  }
  tell({ path: "/a" });
  assert.equal(told.length, 3);
});

test("that an older testimony was not heard does not repeat a newer one", async () => {
  const { tell } = teller();
  tell({ path: "/a" });
  tell({ path: "/b" });
  told[0].refuse(new Error("no receiver"));
  await settle();
  tell({ path: "/b" });
  assert.equal(told.length, 2);
});

test("what is forgotten is told again, and only the answer to that counts", async () => {
  const { tell, forget } = teller();
  tell({ path: "/a" });
  forget();
  tell({ path: "/a" });
  told[0].answer(answer("first"));
  told[1].answer(answer("second"));
  await settle();
  assert.deepEqual(heard, ["second"]);
});

test("a page that is being prerendered tells nothing until it is seen", () => {
  const { tell } = teller();
  document.prerendering = true;
  tell({ path: "/a" });
  assert.equal(told.length, 0);
  document.prerendering = false;
  tell({ path: "/a" });
  assert.equal(told.length, 1);
});
