// https://picturepan2.github.io/spectre/elements/forms.html#forms-switch
import "spectre.css/dist/spectre.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const icon = h("i", { className: "form-icon" });
  place.append(h("label", { className: "form-switch" }, checkbox(setting), icon, ` ${setting.label}`));
};
