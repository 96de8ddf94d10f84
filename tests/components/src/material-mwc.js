// https://github.com/material-components/material-web/tree/mwc/packages/switch: named by an attribute.
import "@material/mwc-switch";
import { h } from "../h.js";

export default (place, { label, on, change }) => {
  const control = h("mwc-switch", { selected: on, "aria-label": label });
  control.addEventListener("click", () => change(control.selected));
  place.append(h("span", {}, label), control);
};
