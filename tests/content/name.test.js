import assert from "node:assert/strict";
import { test } from "node:test";
import { tidy } from "../../extension/content/name.js";

test("white space of any kind becomes one space", () => {
  assert.equal(tidy("\n   Use my\u00a0data \t for\r\n training  "), "Use my data for training");
});

test("a label after a screenful of indentation is read", () => {
  assert.equal(tidy(`${" ".repeat(5000)}Use my data`), "Use my data");
});

test("full-width letters and ligatures become plain ones", () => {
  assert.equal(tidy("ＡＩ ﬁle"), "AI file");
});
