// Starts the core, which fills the page.
import { withCore } from "../common/core.js";

await withCore((core) => core.openDetails());
