// https://garden.zendesk.com/components/toggle: drawn by the label's ::before.
import { Field, Toggle } from "@zendeskgarden/react-forms";
import { ThemeProvider } from "@zendeskgarden/react-theming";
import { useState } from "react";
import { createRoot } from "react-dom/client";

function Setting({ label, on, change }) {
  const [checked, setChecked] = useState(on);
  const handleChange = (event) => {
    setChecked(event.target.checked);
    change(event.target.checked);
  };
  return (
    <ThemeProvider>
      <Field>
        <Toggle checked={checked} onChange={handleChange}>
          <Field.Label>{label}</Field.Label>
        </Toggle>
      </Field>
    </ThemeProvider>
  );
}

export default (place, setting) => createRoot(place).render(<Setting {...setting} />);
