// The messages between the extension's parts. Written by a test of
// src/core/message.rs from the types there; not to be changed by hand.

export type ToBackground = { "facts": Facts } | { "stayInSight": { 
/**
 * A UUID that the page does not know.
 */
class: string, } } | { "popupOpened": { 
/**
 * The tab's id, `null` where there is none.
 */
tab: number | null, } } | { "setHighlights": { 
/**
 * The person's choice.
 */
on: boolean, } } | { "setRegion": { 
/**
 * The region's code, as `data/regulators.json` has it.
 */
region: string, } } | { "setRecheck": { 
/**
 * After how many days; 0: never.
 */
days: number, } } | "erase";

export type ToContent = "look";

export type Answer = { 
/**
 * Whether the facts were used; if not, the content script should look and
 * say again.
 */
heard: boolean, 
/**
 * What to draw; `null` takes down what is drawn.
 */
guidance: Guidance | null, 
/**
 * Keys of which switches are to be told first, however many there are.
 */
preferred: Array<string>, 
/**
 * Whether to look into shadow trees too: what is in plain view does not do.
 */
deeper: boolean, };

export type Facts = { 
/**
 * The path at which the look was taken. The browser's word counts, not
 * this one; where they differ the page has moved on meanwhile and the
 * facts are not used.
 */
path: string, 
/**
 * When the loading of the document began, in milliseconds since 1970 by
 * the same clock as [`SwitchFact::flipped_at`].
 */
loadedAt: number, 
/**
 * When this path was arrived at by client-side navigation, by the same clock; `null`
 * where the document was loaded at it.
 */
arrivedAt: number | null, 
/**
 * `<html lang>`, empty where there is none.
 */
lang: string, 
/**
 * How long the page at this address has been given so far.
 */
patience: Patience, 
/**
 * Everything on the page that works like a switch.
 */
switches: Array<SwitchFact>, 
/**
 * Links to settings pages.
 */
links: Array<LinkFact>, 
/**
 * Whether there was more than these: the page has too much of it.
 */
more: boolean, 
/**
 * Whether the page asks for a password, as a sign-in form does.
 */
asksPassword: boolean, };

export type Patience = "fresh" | "settled" | "overdue";

export type SwitchFact = { 
/**
 * The content script's name for the element.
 */
ref: Target, 
/**
 * How it is built.
 */
shape: SwitchShape, 
/**
 * Words of `aria-labelledby`, `id` and `name`.
 */
keys: Array<string>, 
/**
 * The accessible name, in NFKC, cut after 300 characters.
 */
label: string, 
/**
 * What it is set to; always unclear for a choice.
 */
state: SwitchState, 
/**
 * For a choice, the two ways in which it can be set; else none.
 */
options: Array<OptionFact>, 
/**
 * Whether a person can see a box that belongs to it.
 */
visible: boolean, 
/**
 * Whether it stands in the page's main content.
 */
main: boolean, 
/**
 * Whether it has been in this state for half a second, or was brought
 * there by the person. A page being hydrated shows other states first.
 */
steady: boolean, 
/**
 * When it last changed under the content script's eyes, in milliseconds
 * since 1970; `null` if it did not since the page load.
 */
flippedAt: number | null, 
/**
 * Whether the same element, with the same keys and label, was already
 * there at another address: left over from before a client-side navigation.
 */
leftOver: boolean, };

export type SwitchShape = "checkbox" | "switch" | "button" | "choice";

export type SwitchState = "on" | "off" | "unclear";

export type OptionFact = { 
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

export type LinkFact = { 
/**
 * The content script's name for the element.
 */
ref: Target, 
/**
 * Where it leads.
 */
address: Address, 
/**
 * Whether a person can see it.
 */
visible: boolean, };

export type Target = number;

export type Address = { 
/**
 * `URL.origin`, for instance `https://www.linkedin.com`.
 */
origin: string, 
/**
 * `URL.pathname`, percent-encoded as the browser gives it.
 */
path: string, };

export type Guidance = { 
/**
 * What it is about. A person who dismisses it does not see it again on
 * this page until this changes.
 */
topic: string, 
/**
 * The element to ring; `null` where there is none to be sure of.
 */
ring: Target | null, 
/**
 * What to say, the first line being the title. None while it is too early.
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
 * For `$1`, `$2`, …: names as the page shows them.
 */
args: Array<string>, };
