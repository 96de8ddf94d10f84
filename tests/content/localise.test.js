// In which language dates, numbers and names stand beside our words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { days, language, months, sentence } from "../../extension/common/localise.js";

// West of Greenwich a day that is taken for midnight there is the day before.
process.env.TZ = "Pacific/Honolulu";

/** The words of a browser in this language, where ours are in that. */
function speak(words, browser) {
  const messages = { languageTag: words, dateBetween: "($1)" };
  globalThis.chrome = {
    i18n: {
      getMessage: (key, [place] = []) => messages[key].replace("$1", place),
      getUILanguage: () => browser,
    },
  };
}

test("dates are in the language of the words, as it is spoken where the browser is", () => {
  for (const [words, browser, spoken] of [
    ["en", "en-GB", "en-GB"],
    ["pt-PT", "pt-BR", "pt-BR"],
    ["en", "ja", "en"],
    ["en", "sv-SE", "en"],
    ["en", "eng", "en"],
    ["en", "", "en"],
  ]) {
    speak(words, browser);
    assert.equal(language(), spoken, `${words} in ${browser}`);
  }
});

test("days and months are those of the dates, whatever the time zone", () => {
  speak("en", "en-US");
  assert.equal(days("2025-11-03", "2025-11-03"), "November 3, 2025");
  assert.match(days("2025-10-27", "2025-11-01"), /October 27.*November 1, 2025/);
  assert.equal(months("2025-11", "2025-11"), "November 2025");
});

test("a sentence has its places filled by kind", () => {
  speak("en", "en-US");
  assert.equal(sentence({ key: "dateBetween", args: [["months", "2025-11", "2025-11"]] }), "(November 2025)");
  assert.equal(sentence({ key: "dateBetween", args: [["name", "Data privacy", "en"]] }), "(Data privacy)");
});
