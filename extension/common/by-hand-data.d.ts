// What `cargo xtask build` writes from data/ into the packages (xtask/src/page_data.rs).
import type { Sentence } from "./localise.js";

export const byHand: {
  /** The address of the setting. */
  address: string;
  /** The way to it, with the names that LinkedIn's English page has. */
  steps: Sentence[];
  /** The same in one sentence. */
  path: Sentence;
  /** The region whose regulators stand where none is chosen. */
  region: string;
};
