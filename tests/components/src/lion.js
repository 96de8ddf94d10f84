// https://lion.js.org/components/switch/overview/: the button is slotted, and an element of its own.
import "@lion/ui/define/lion-switch.js";
import { h } from "../h.js";

export default async (place, { label, on, change }) => {
  const control = h("lion-switch", { label });
  place.append(control);
  await control.updateComplete;
  control.checked = on;
  control.addEventListener("checked-changed", () => change(control.checked));
};
