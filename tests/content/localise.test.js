// In which language dates, numbers and names stand beside our words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { days, language, months, namesIn, sentence } from "../../extension/common/localise.js";

// West of Greenwich a day that is taken for midnight there is the day before.
process.env.TZ = "Pacific/Honolulu";

/** The words of a browser in this language, where ours are in that. */
function speak(words, browser) {
  const messages = { languageTag: words, dateBetween: "($1)", authority: "$1", nationalAuthority: "authority of $1" };
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

test("a regulator is called by its own name in its own language, and by its other name beside it", () => {
  speak("en", "en-US");
  const named = (lang, english, local) => {
    const name = { key: "authority", args: [["text", english]] };
    const { name: said, other } = namesIn(lang, name, local);
    return [said, other && [other.name, other.lang]];
  };
  const chinese = [{ lang: "zh-Hant-HK", name: "個人資料私隱專員公署" }];
  for (const lang of ["zh-HK", "zh-TW", "zh"]) {
    assert.deepEqual(named(lang, "PCPD", chinese), ["個人資料私隱專員公署", ["PCPD", "en"]], lang);
  }
  for (const lang of ["en", "de", ""]) {
    assert.deepEqual(named(lang, "PCPD", chinese), ["PCPD", ["個人資料私隱專員公署", "zh-Hant-HK"]], lang);
  }
  const irish = [{ lang: "en", name: "Data Protection Commission" }];
  for (const lang of ["en", "fr"]) assert.deepEqual(named(lang, "DPC", irish), ["DPC", undefined], lang);
});

test("who reads one of several languages reads the name in that one", () => {
  speak("en", "en-US");
  const belgium = { key: "authority", args: [["text", "DPA"]] };
  const local = [
    { lang: "fr", name: "Autorité" },
    { lang: "nl", name: "Autoriteit" },
  ];
  assert.deepEqual(namesIn("nl", belgium, local), { name: "Autoriteit", other: { lang: "en", name: "DPA" } });
  assert.deepEqual(namesIn("fr-BE", belgium, local), { name: "Autorité", other: { lang: "en", name: "DPA" } });
  assert.deepEqual(namesIn("pl", belgium, local), { name: "DPA", other: local[0] });
});

test("an authority that has no name is called by its country in every language", () => {
  speak("en", "en-US");
  const norway = { key: "nationalAuthority", args: [["country", "NO"]] };
  assert.deepEqual(namesIn("nb", norway, []), { name: "authority of Norway", other: undefined });
});
