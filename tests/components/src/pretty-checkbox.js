// https://lokesh-coder.github.io/pretty-checkbox/#switch: a transparent checkbox over all of it.
import "pretty-checkbox/dist/pretty-checkbox.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const input = checkbox(setting, { id: "pretty" });
  const state = h("div", { className: "state p-primary" }, h("label", { htmlFor: input.id }, setting.label));
  place.append(h("div", { className: "pretty p-switch p-fill" }, input, state));
};
