// https://material-web.dev/components/switch/: in a label.
import "@material/web/switch/switch.js";

export default (place, { label, on, change }) => {
  const row = document.createElement("label");
  row.style.cssText = "display: flex; justify-content: space-between; align-items: center";
  const control = document.createElement("md-switch");
  control.selected = on;
  control.addEventListener("change", () => change(control.selected));
  row.append(label, control);
  place.append(row);
};
