// https://clarity.design/documentation/toggle: drawn by the label, ::before and ::after.
import "@clr/ui/clr-ui.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const input = checkbox(setting, { id: "toggle1", className: "clr-toggle" });
  const label = h("label", { className: "clr-control-label", htmlFor: input.id }, setting.label);
  const wrapper = h("div", { className: "clr-toggle-wrapper" }, input, label);
  const container = h("div", { className: "clr-control-container" }, wrapper);
  place.append(h("div", { className: "clr-form-control" }, container));
};
