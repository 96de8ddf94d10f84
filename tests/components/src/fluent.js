// https://learn.microsoft.com/fluent-ui/web-components/components/switch: the label in the slot.
import { fluentSwitch, provideFluentDesignSystem } from "@fluentui/web-components";
import "./fluent.css";

provideFluentDesignSystem().register(fluentSwitch());

export default (place, { label, on, change }) => {
  const control = document.createElement("fluent-switch");
  control.checked = on;
  control.textContent = label;
  control.addEventListener("change", () => change(control.checked));
  place.append(control);
};
