// Puts one language's messages into their places in one of our pages, and answers with those
// that have no room there: what is wider than the page or the callout (no word is broken to
// fit), more than one line where there is one, and the name of a region that is cut off.
// `arguments`: the messages of the language, and those in English, which say an example of
// each value.
const [messages, english] = arguments;
const found = [];

/** @param {string} key */
const filled = (key) =>
  messages[key].message.replace(/\$(\w+)\$/g, (_, place) => english[key].placeholders[place.toLowerCase()].example);

const boxOf = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range;
};
const lines = (element) => new Set([...boxOf(element).getClientRects()].map(({ bottom }) => Math.round(bottom))).size;

const put = (element, key, most) => {
  element.textContent = filled(key);
  const { left, right } = document.querySelector("main").getBoundingClientRect();
  const words = boxOf(element).getBoundingClientRect();
  if (words.width === 0) found.push(`${key}: not shown`);
  else if (
    words.left < left - 0.5 ||
    words.right > right + 0.5 ||
    (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
  )
    found.push(`${key}: too wide, from ${words.left} to ${words.right} of ${right}`);
  if (lines(element) > most) found.push(`${key}: ${lines(element)} lines`);
};

// The popup is never narrower; the page with the details may break its lines then.
document.body.style.width = document.querySelector("#region-choice") ? "400px" : "360px";
document.body.style.overflowWrap = "normal";
for (const it of document.querySelectorAll("details")) it.open = true;
for (const it of document.querySelectorAll("[hidden]:not(.managed)")) it.hidden = false;
for (const it of document.querySelectorAll("dialog")) it.show();
for (const it of document.body.querySelectorAll("[data-i18n]")) {
  it.hidden = false;
  put(it, it.dataset.i18n, it.matches("button, .primary, summary") ? 1 : 99);
}

put(Object.assign(document.querySelector(".managed"), { hidden: false }), "managed", 99);

// As much room as there is in the callout on a page of 320 pixels, in its letters.
const callout = document.createElement("p");
callout.style.cssText = "width: 266px; font: 14px/1.45 system-ui, sans-serif";
document.body.append(callout);
// Its buttons have an edge of 13 pixels at either side.
const button = document.createElement("p");
button.style.cssText = "width: 240px; font: 14px/1.45 system-ui, sans-serif";
document.body.append(button);
const law = document.querySelector("#law");
for (const key of Object.keys(messages)) {
  if (/^status[A-Z]/.test(key)) put(document.querySelector("#what"), key, 1);
  else if (/^switch[A-Z]/.test(key)) put(document.querySelector("#switch"), key, 1);
  else if (/^kind[A-Z]/.test(key)) put(document.querySelector(".kind"), key, 1);
  else if (["calloutScroll", "calloutReload"].includes(key)) put(button, key, 1);
  else if (/^callout[A-Z]/.test(key)) put(callout, key, 99);
  else if (messages[key].placeholders && law) put(law, key, 99);
}
callout.remove();
button.remove();

document.querySelector("dialog")?.close();
// Only the page with the details has it.
const list = document.querySelector("#region-choice");
if (!list) return found;

// The list is to show as much of a name as it would with all room there is.
const names = new Intl.DisplayNames(messages.languageTag.message, { type: "region", style: "short" });
const regions = [...list.options].map((option) => names.of(option.value.slice(0, 2)));
for (const key of Object.keys(messages).filter((key) => key.startsWith("region") && messages[key].placeholders))
  regions.push([key, messages[key].message.replace("$COUNTRY$", names.of("DE"))].join(": "));
const options = [...list.options].map((option) => option.cloneNode(true));
for (const region of regions) {
  list.replaceChildren(new Option(region.split(": ").pop()));
  const given = list.getBoundingClientRect().width;
  list.style.cssText = "position: absolute; max-width: none; width: max-content";
  const wanted = list.getBoundingClientRect().width;
  list.style.cssText = "";
  if (given < wanted - 0.5) found.push(`${region} is cut off: ${given} of ${wanted}`);
}
list.replaceChildren(...options);
return found;
