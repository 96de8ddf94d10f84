// https://opensource.adobe.com/spectrum-web-components/components/switch/: in a theme.
import "@spectrum-web-components/switch/sp-switch.js";
import "@spectrum-web-components/theme/scale-medium.js";
import "@spectrum-web-components/theme/sp-theme.js";
import "@spectrum-web-components/theme/theme-light.js";
import "./spectrum.css";

export default (place, { label, on, change }) => {
  const theme = document.createElement("sp-theme");
  theme.setAttribute("color", "light");
  theme.setAttribute("scale", "medium");
  theme.setAttribute("system", "spectrum");
  const control = document.createElement("sp-switch");
  control.checked = on;
  control.textContent = label;
  control.addEventListener("change", () => change(control.checked));
  theme.append(control);
  place.append(theme);
};
