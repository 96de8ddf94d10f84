// https://telekom.github.io/scale/?path=/docs/components-switch--standard
import { defineCustomElement } from "@telekom/scale-components/dist/components/scale-switch.js";
import "@telekom/scale-components/dist/scale-components/scale-components.css";
import { h } from "../h.js";

defineCustomElement();

export default (place, { label, on, change }) => {
  const control = h("scale-switch", { checked: on, label });
  control.addEventListener("scale-change", () => change(control.checked));
  place.append(control);
};
