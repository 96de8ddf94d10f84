// https://shoelace.style/components/switch: the label in the slot.
import "@shoelace-style/shoelace/dist/themes/light.css";
import "@shoelace-style/shoelace/dist/components/switch/switch.js";
import { h } from "../h.js";

export default (place, { label, on, change }) => {
  const control = h("sl-switch", { checked: on }, label);
  control.addEventListener("sl-change", () => change(control.checked));
  place.append(control);
};
