// What `cargo xtask build` writes from data/regulators.json into the packages (xtask/src/page_data.rs).
import type { Sentence } from "./localise.js";

/** Something that a regulator said, or that nothing is known of it. Texts are message keys. */
export interface Statement {
  kind: string;
  /** When, and how it is known. */
  about: Sentence[];
  gist: string;
  /** Its own words, in English. */
  quote: string | null;
  notes: string[];
  /** Its own pages with it, each with its title where that was seen. */
  pages: { lang: string; title: string | null; address: string }[];
  /** Somebody else's page about it. */
  source: { name: string; address: string } | null;
}

/** Whose statements are shown for a region. */
export interface Said {
  /** The id of the regulator. */
  by: string;
  /** Its name, in English. */
  name: Sentence;
  /** Whether to tell the gist only to those who ask. */
  compact: boolean;
}

/** What depends on where a person lives. Texts are message keys. */
export interface Region {
  /** What to know about its regulators first. */
  note: string | null;
  said: Said[];
  /** What the popup has room for: which of `said` is told, and which is only named. */
  reminder: { said: number; note: string | null; beside: number | null } | null;
  law: string | null;
  routes: { label: string; notes: string[]; address: string }[];
}

/** A regulator's names in the languages of its region, by its id. */
export const localNames: Record<string, { lang: string; name: string }[]>;
/** What a regulator said, the latest first, by its id. */
export const statements: Record<string, Statement[]>;
/** By the code of the region. */
export const regions: Record<string, Region>;
