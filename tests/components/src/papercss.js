// https://www.getpapercss.com/docs/components/switches/: one label is drawn, the other has the words.
import "papercss/dist/paper.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const input = checkbox(setting, { id: "paperSwitch6", name: "paperSwitch6" });
  const slider = h("span", { className: "paper-switch-slider" });
  const fieldset = h("fieldset", { className: "form-group" });
  fieldset.append(
    h("label", { className: "paper-switch" }, input, slider),
    h("label", { className: "paper-switch-label", htmlFor: input.id }, setting.label),
  );
  place.append(fieldset);
};
