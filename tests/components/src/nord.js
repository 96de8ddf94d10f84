// https://nordhealth.design/components/toggle/: the label is a property.
import "@nordhealth/css";
import "@nordhealth/components/lib/Toggle.js";
import { h } from "../h.js";

export default (place, { label, on, change }) => {
  const control = h("nord-toggle", { label, checked: on });
  control.addEventListener("change", () => change(control.checked));
  place.append(control);
};
