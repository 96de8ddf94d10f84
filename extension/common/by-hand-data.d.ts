// What `cargo xtask build` writes from data/ into the packages (xtask/src/by_hand.rs).
import type { Sentence } from "./localise.js";

/** What a regulator said last, or the one that leads for it. */
export interface Reminder {
  /** Its name, in English. */
  name: Sentence;
  /** What it is called where it is. */
  otherName: { name: string; lang: string } | null;
  /** Message key. */
  kind: string;
  /** When, and how it is known. */
  about: Sentence[];
  /** Message keys: what it said, and what that is not to be taken for. */
  gist: string[];
  /** Its own pages. */
  pages: { lang: string; address: string }[];
  /** Somebody else's page about it; `name` is a message key. */
  source: { name: string; address: string } | null;
  /** The other authority, which is only named, with the kind of its statement. */
  beside: { name: Sentence; kind: string } | null;
}

export const byHand: {
  /** The address of the setting. */
  address: string;
  /** The way to it, with the names that LinkedIn's English page has. */
  steps: Sentence[];
  /** The same in one sentence. */
  path: Sentence;
  /** The region whose reminder stands where none is chosen. */
  region: string;
  /** By the code of the region. */
  reminders: Record<string, Reminder>;
};
