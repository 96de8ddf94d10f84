import assert from "node:assert/strict";
import { test } from "node:test";
import { tidy } from "../../extension/content/label-text.js";

test("white space of any kind becomes one space", () => {
  assert.equal(tidy("\n   Use my\u00a0data \t for\r\n training  "), "Use my data for training");
});

test("a label after a screenful of indentation is read", () => {
  assert.equal(tidy(`${" ".repeat(5000)}Use my data`), "Use my data");
});

test("full-width letters and ligatures become plain ones", () => {
  assert.equal(tidy("ＡＩ ﬁle"), "AI file");
});

test("at most 300 characters are left, also of letters that NFKC makes longer", () => {
  assert.equal(tidy("a".repeat(400)).length, 300);
  assert.equal(tidy("\ufdfa".repeat(300)).length, 300);
});
