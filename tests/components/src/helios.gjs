// https://helios.hashicorp.design/components/form/toggle: Form::Toggle::Field with its label.
import { renderComponent } from "@ember/renderer";
import { on } from "@ember/modifier";
import HdsFormToggleField from "@hashicorp/design-system-components/components/hds/form/toggle/field.js";
import "@hashicorp/design-system-tokens/dist/products/css/tokens.css";
import "@hashicorp/design-system-components/styles/@hashicorp/design-system-components.css";

const Setting = <template>
  <HdsFormToggleField checked={{@checked}} {{on "change" @change}} as |F|>
    <F.Label>{{@label}}</F.Label>
  </HdsFormToggleField>
</template>;

export default (place, { label, on: checked, change }) =>
  renderComponent(Setting, {
    into: place,
    args: { label, checked, change: (event) => change(event.target.checked) },
  });
