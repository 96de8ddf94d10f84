// https://vaadin.com/docs/latest/components/checkbox: input and label are slotted, the drawing is not.
import "@vaadin/checkbox";
import { h } from "../h.js";

export default (place, { label, on, change }) => {
  const control = h("vaadin-checkbox", { label, checked: on });
  control.addEventListener("change", () => change(control.checked));
  place.append(control);
};
