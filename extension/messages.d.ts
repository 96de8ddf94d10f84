// The messages between the extension's parts. Written by a test of
// src/core/message.rs from the types there; not to be changed by hand.

export type ToBackground = { "testimony": Testimony } | { "popupOpened": { 
/**
 * The tab.
 */
tab: OpenTab | null, } } | { "setHighlights": { 
/**
 * The person's choice.
 */
on: boolean, } } | { "setRegion": { 
/**
 * The code, as in `data/regulators.json`.
 */
region: string, } } | { "setRecheck": { 
/**
 * In days. 0: never.
 */
days: number, } } | { "setLeave": { 
/**
 * The setting.
 */
setting: SettingId, 
/**
 * `true`: leave it on. `false`: take that back.
 */
on: boolean, } } | { "setOthers": { 
/**
 * The person's choice.
 */
on: boolean, } } | "erase";

export type OpenTab = { 
/**
 * The browser's id.
 */
id: number, 
/**
 * The address of its page; `null` where the browser does not tell it.
 */
address: Address | null, };

export type ToContent = "scan" | "testify";

export type Answer = { 
/**
 * Whether the testimony was used. If not, the content script should scan the page again.
 */
heard: boolean, 
/**
 * What to draw; `null`: nothing.
 */
guidance: Guidance | null, 
/**
 * What to watch from now on. Empty: go on searching.
 */
named: Array<Named>, 
/**
 * Look for switches with these keys first: they are never cut off.
 */
keys: Array<string>, 
/**
 * Whether to scan again at once and read accessible names.
 */
names: boolean, 
/**
 * Whether to look into shadow roots too.
 */
deeper: boolean, 
/**
 * After how many milliseconds in view to testify again, even if nothing changes. `null`:
 * never.
 */
again: number | null, };

export type Testimony = { 
/**
 * The path at which it was taken. The browser's word counts, not this one; where they
 * differ the page has moved on meanwhile and the testimony is not used.
 */
path: string, 
/**
 * The document that is shown.
 */
document: Document, 
/**
 * `<html lang>`, empty where there is none.
 */
lang: string, 
/**
 * Duration: how long the page has been waited for at this path, while it was parsed and
 * no modal lay over it that does not hold what was named. Starts anew when the path
 * changes and when what was named has gone.
 */
waited: number, 
/**
 * What may be switches, at most 40 of them; while watching, those that were named.
 */
controls: Array<Control>, 
/**
 * Links to settings pages; while watching, those that were named.
 */
links: Array<Link>, 
/**
 * Whether there was more on the page than this.
 */
more: boolean, 
/**
 * Whether the page asks for a password, as a sign-in form does.
 */
asksPassword: boolean, 
/**
 * What was named in an earlier answer and still stands; none while searching.
 */
named: Array<Named>, };

export type Document = { 
/**
 * `performance.timeOrigin`: tells the documents of one tab apart.
 */
id: number, 
/**
 * Wall clock: when it began to load.
 */
loadedAt: number, 
/**
 * How it was come to.
 */
navigation: Navigation, 
/**
 * Whether it has moved on to another path since, without a page load.
 */
moved: boolean, 
/**
 * How far it had been loaded when the content script started in it.
 */
startedAt: ReadyState, 
/**
 * Whether it has been loaded by now, with all that belongs to it.
 */
loaded: boolean, };

export type Navigation = "navigate" | "reload" | "back-forward" | "prerender" | "cached" | "error";

export type ReadyState = "loading" | "interactive" | "complete";

export type Control = { 
/**
 * The content script's name for the element.
 */
ref: Target, 
/**
 * How it is built.
 */
shape: Shape, 
/**
 * Words of `aria-labelledby`, `id` and `name`.
 */
keys: Array<string>, 
/**
 * The accessible name in NFKC; `null` where it was not read,
 * which is never the same as empty.
 */
name: string | null, 
/**
 * What it is set to; always unclear for a choice.
 */
state: Shown, 
/**
 * For a choice, the two ways in which it can be set; else none.
 */
options: Array<OptionState>, 
/**
 * Whether a person can see a box that belongs to it.
 */
visible: boolean, 
/**
 * Whether it stands in the page's main content.
 */
main: boolean, 
/**
 * Whether it was already there at another path: left over from before a client-side
 * navigation.
 */
leftOver: boolean, 
/**
 * Whether it, or something that it is in, has `aria-busy`.
 */
busy: boolean, 
/**
 * Whether the document has shown an alert since the control was first seen.
 */
alert: boolean, 
/**
 * Whether it is neither `disabled` nor `aria-disabled`.
 */
enabled: boolean, 
/**
 * Whether it was there before the document had been parsed.
 */
parsed: boolean, 
/**
 * Whether it differs from its markup (`checked` from `defaultChecked`), or did at the end
 * of parsing.
 */
differs: boolean, 
/**
 * Duration since it was first seen.
 */
age: number, 
/**
 * Duration since it came into this state.
 */
held: number, 
/**
 * Duration since anything in its row changed, its state included, or the document showed a
 * progress bar without a value.
 */
quiet: number, 
/**
 * For how long at most its row had been quiet when it came into another state; 0 for its
 * first one.
 */
quietBefore: number, 
/**
 * How often its state has changed since it was first seen.
 */
changes: number, 
/**
 * Wall clock: when it came into this state.
 */
since: number, 
/**
 * Wall clock: when the state before this one began; `null` if this is its first.
 */
priorSince: number | null, 
/**
 * Wall clock: when the person last pressed it, its label or what is drawn of it in this
 * document; or anything in its row, before its state was first read.
 */
touchedAt: number | null, 
/**
 * Wall clock: the person's last input anywhere else on the page before it came into this
 * state.
 */
inputAt: number | null, };

export type Shape = "checkbox" | "switch" | "button" | "choice";

export type Shown = "on" | "off" | "unclear";

export type OptionState = { 
/**
 * Its text, in NFKC.
 */
label: string, 
/**
 * Its `value`.
 */
value: string, 
/**
 * Whether it is the one that is chosen.
 */
chosen: boolean, };

export type Link = { 
/**
 * The content script's number for the element.
 */
ref: Target, 
/**
 * Its address.
 */
address: Address, 
/**
 * Whether a person can see it.
 */
visible: boolean, };

export type Named = { 
/**
 * The element.
 */
ref: Target, 
/**
 * The setting whose switch it is, or to which it leads.
 */
setting: SettingId, 
/**
 * What the naming rests on.
 */
evidence: NamedBy, };

export type NamedBy = "key" | "label" | "only-switch" | "way";

export type Target = number;

export type SettingId = string;

export type Address = { 
/**
 * `URL.origin`, such as `https://www.linkedin.com`.
 */
origin: string, 
/**
 * `URL.pathname`, with the browser's percent-encoding.
 */
path: string, };

export type Guidance = { 
/**
 * What the guidance is about. After a person has dismissed it, it stays away from this page
 * until `topic` changes.
 */
topic: string, 
/**
 * The element to ring; `null` where none was recognised.
 */
ring: Target | null, 
/**
 * What to say; the first line is the title. Empty while it is too early to say anything.
 */
lines: Array<Line>, 
/**
 * Whether to offer a reload of the page.
 */
reload: boolean, };

export type Line = { 
/**
 * The key.
 */
key: string, 
/**
 * For `$1`, `$2`, …: names as LinkedIn's page shows them.
 */
args: Array<string>, };
