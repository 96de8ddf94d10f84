// https://www.patternfly.org/components/switch/html/: with a label.
import "@patternfly/patternfly/patternfly-base.css";
import "@patternfly/patternfly/components/Switch/switch.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const input = checkbox(setting, {
    id: "switch-with-label",
    className: "pf-v6-c-switch__input",
    role: "switch",
    "aria-labelledby": "switch-with-label-label",
  });
  const toggle = h("span", { className: "pf-v6-c-switch__toggle" });
  const words = { className: "pf-v6-c-switch__label", id: "switch-with-label-label", "aria-hidden": "true" };
  const label = { className: "pf-v6-c-switch", htmlFor: input.id };
  place.append(h("label", label, input, toggle, h("span", words, setting.label)));
};
