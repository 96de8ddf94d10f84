// https://getbootstrap.com/docs/4.6/components/forms/#switches: drawn by the label.
import "bootstrap4/dist/css/bootstrap.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const input = checkbox(setting, { id: "customSwitch1", className: "custom-control-input" });
  const label = h("label", { className: "custom-control-label", htmlFor: input.id }, setting.label);
  place.append(h("div", { className: "custom-control custom-switch" }, input, label));
};
