// https://webawesome.com/docs/components/switch/: the label in the slot, here before the control.
import "@awesome.me/webawesome/dist/components/switch/switch.js";
import "@awesome.me/webawesome/dist/styles/webawesome.css";
import "./webawesome.css";

export default (place, { label, on, change }) => {
  const control = document.createElement("wa-switch");
  control.checked = on;
  control.textContent = label;
  control.addEventListener("change", () => change(control.checked));
  place.append(control);
};
