// https://wiredjs.com/: drawn by hand, in an SVG; it has no name of its own.
import { WiredToggle } from "wired-elements/lib/wired-elements-esm.js";
import { h } from "../h.js";

export default (place, { label, on, change }) => {
  customElements.get("wired-toggle") ?? customElements.define("wired-toggle", WiredToggle);
  const control = h("wired-toggle", { checked: on, "aria-label": label });
  control.addEventListener("change", () => change(control.checked));
  place.append(h("span", {}, label), control);
};
