// https://www.webcomponents.org/element/@polymer/paper-toggle-button: the host is a button that is pressed.
import "@polymer/paper-toggle-button";
import { h } from "../h.js";

export default (place, { label, on, change }) => {
  const control = h("paper-toggle-button", { checked: on }, label);
  control.addEventListener("change", () => change(control.checked));
  place.append(control);
};
