// https://getbootstrap.com/docs/5.3/forms/checks-radios/#switches, with form-check-reverse.
import "bootstrap/dist/css/bootstrap.css";

export default (place, { label, on, change }) => {
  const row = document.createElement("div");
  row.className = "form-check form-switch form-check-reverse text-start";
  const input = document.createElement("input");
  input.className = "form-check-input";
  input.type = "checkbox";
  input.role = "switch";
  input.id = "switchCheckChecked";
  input.checked = on;
  input.addEventListener("change", () => change(input.checked));
  const text = document.createElement("label");
  text.className = "form-check-label";
  text.htmlFor = input.id;
  text.textContent = label;
  row.append(input, text);
  place.append(row);
};
