// https://headlessui.com/react/switch: Field and Label, and the look of the docs' example.
import { Field, Label, Switch } from "@headlessui/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import "./headlessui.css";

function Setting({ label, on, change }) {
  const [enabled, setEnabled] = useState(on);
  const handleChange = (next) => {
    setEnabled(next);
    change(next);
  };
  return (
    <Field className="field">
      <Label>{label}</Label>
      <Switch checked={enabled} onChange={handleChange} className="group">
        <span aria-hidden="true" className="thumb" />
      </Switch>
    </Field>
  );
}

export default (place, setting) => createRoot(place).render(<Setting {...setting} />);
