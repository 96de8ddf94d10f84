// What our pages show where the core cannot start: what is wrong, the steps by hand, and what the
// regulator of the person's region said.
import { byHand } from "./by-hand-data.js";
import { element, get, inLanguage, put, say } from "./dom.js";
import { sentence } from "./localise.js";
import { drawRegional, drawReminder } from "./regional.js";
import { regions } from "./regional-data.js";
import { within } from "./within.js";

/** How long the storage may take to say which region was chosen, in milliseconds. */
const REGION_WITHIN = 1_000;

/** @param {unknown} error why the core did not start */
export async function showByHand(error) {
  console.error(error);
  // First, so that the page is visible even if something below fails.
  get("main").dataset.failed = "";
  get("open").setAttribute("href", byHand.address);
  put("troubles", element("p", "", say("troubleFailed")));
  put("what", say("statusUnavailable"));
  put("path", withNames("p", byHand.path));
  put("steps-list", ...byHand.steps.map((step) => withNames("li", step)));
  const region = await chosenRegion();
  // The core may have filled the page in the meantime: then its view stays.
  if (get("main").dataset.failed === undefined) return;
  const code = Object.hasOwn(regions, region) ? region : byHand.region;
  if (document.getElementById("said")) drawRegional(code, false);
  else drawReminder(code);
}

/** Removes all that, once the core has filled the page after all. */
export function hideByHand() {
  delete get("main").dataset.failed;
}

/** @typedef {{ region?: unknown, regionProposed?: unknown }} Chosen */

/** The region that an organisation, or else the person, has chosen; "" where none is known. */
async function chosenRegion() {
  try {
    /** @type {Promise<{ managed?: Chosen, preferences?: Chosen }>} */
    const stored = chrome.storage.local.get(["managed", "preferences"]);
    const { managed, preferences } = await within(REGION_WITHIN, stored);
    const chosen = preferences?.regionProposed ? undefined : preferences?.region;
    return String(managed?.region ?? chosen ?? "");
  } catch {
    return "";
  }
}

/**
 * A sentence with names from LinkedIn's pages in it, each marked with its language.
 *
 * @param {string} tag
 * @param {import("./localise.js").Sentence} said
 */
function withNames(tag, said) {
  const whole = element(tag, "");
  let rest = sentence(said);
  for (const [, name, lang] of said.args) {
    const [before = ""] = rest.split(name);
    whole.append(before, inLanguage(element("span", "", name), lang));
    rest = rest.slice(before.length + name.length);
  }
  whole.append(rest);
  return whole;
}
