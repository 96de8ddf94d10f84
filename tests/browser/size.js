// Draws the popup in another language than the browser's, with each region's reminder and in
// each state, mostly with a line for LinkedIn's other settings, and answers with the region
// whose reminder is highest, and the popup's height in each state with that one. `arguments`:
// the messages of the language, those in English, the codes of the regions, the states, and
// where to answer. The last state stays.
const [messages, english, codes, states, answer] = arguments;
const tag = messages.languageTag.message;

const say = (key, args = []) => {
  const { message, placeholders = {} } = messages[key] ?? english[key];
  const value = (_, name) => args[Number(placeholders[name.toLowerCase()].content.slice(1)) - 1];
  return message.replace(/\$(\w+)\$/g, value);
};
chrome.i18n.getMessage = (key, args) => say(key, [args ?? []].flat());
chrome.i18n.getUILanguage = () => tag;
document.documentElement.lang = tag;
for (const it of document.querySelectorAll("[data-i18n]")) it.textContent = say(it.dataset.i18n);

const main = document.querySelector("main");
const reminder = document.querySelector("#reminder");
const highlights = document.querySelector("#highlights");
/** Answers when the popup has drawn what is asked for. */
const drawn = (isSo) =>
  new Promise((done) => {
    if (isSo()) return done();
    const observer = new MutationObserver(() => isSo() && done(observer.disconnect()));
    observer.observe(main, { attributeFilter: ["data-status"] });
  });
/** Stores what the state is made of, with highlights off, by which it is told from none. */
const draw = async ({ record, setAside, failed, barred, left, alone, damaged }, region) => {
  await chrome.storage.local.clear();
  await drawn(() => highlights.checked);
  delete reminder.dataset.region;
  await chrome.storage.session.set({ failedWrites: failed ? ["record"] : [], barred: barred === true });
  const { code, days } = region;
  const chosen = { region: code, regionProposed: false, recheckDays: days };
  const preferences = { schema: 2, ...chosen, highlights: false, others: !alone };
  if (damaged) preferences.others = "neither on nor off";
  if (left) preferences.leave = { "linkedin/ai-training": "2025-11-05T12:00:00Z" };
  await chrome.storage.local.set({ preferences, ...(record && { record }), ...(setAside && { "record.set-aside.5": 1 }) });
  await drawn(() => !highlights.checked);
  if (reminder.dataset.region !== region.code) throw new Error(`the reminder of ${reminder.dataset.region}`);
};
const height = () => Math.ceil(document.body.getBoundingClientRect().height);

(async () => {
  let longest = { height: 0 };
  for (const code of codes) {
    await draw(states[0], { code, days: 0 });
    const { height } = reminder.getBoundingClientRect();
    if (height > longest.height) longest = { height, code };
  }
  const heights = {};
  for (const state of states) {
    await draw(state, { code: longest.code, days: state.days });
    heights[state.name] = height();
    const said = document.querySelector("#what").textContent;
    if (![...Object.values(messages)].some(({ message }) => message === said)) throw new Error(`${said} is not in this language`);
  }
  return { region: longest.code, heights };
})().then(answer, (error) => answer({ error: String(error) }));
