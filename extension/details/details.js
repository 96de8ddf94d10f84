// Starts the core, which fills the page.
import { withCore } from "../common/core.js";
import { drawRegional } from "../common/regional.js";

await withCore((core) => core.openDetails(drawRegional));
