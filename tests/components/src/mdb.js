// https://mdbootstrap.com/docs/standard/forms/switch/: the checkbox draws itself, and its ::after.
import "mdb-ui-kit/css/mdb.min.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const input = checkbox(setting, { id: "flexSwitch", className: "form-check-input", role: "switch" });
  const label = h("label", { className: "form-check-label", htmlFor: input.id }, setting.label);
  place.append(h("div", { className: "form-check form-switch" }, input, label));
};
