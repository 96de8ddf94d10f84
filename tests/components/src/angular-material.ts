// https://material.angular.dev/components/slide-toggle: bound, labelPosition="before".
import { Component, InjectionToken, inject, provideZonelessChangeDetection, signal } from "@angular/core";
import { MatSlideToggle, type MatSlideToggleChange } from "@angular/material/slide-toggle";
import { bootstrapApplication } from "@angular/platform-browser";
import "../node_modules/@angular/material/prebuilt-themes/azure-blue.css";

interface Setting {
  label: string;
  on: boolean;
  change(on: boolean): void;
}

const SETTING = new InjectionToken<Setting>("setting");

@Component({
  selector: "app-setting",
  imports: [MatSlideToggle],
  template: `
    <mat-slide-toggle labelPosition="before" [checked]="checked()" (change)="flip($event)">
      {{ label }}
    </mat-slide-toggle>
  `,
})
export class SettingComponent {
  private readonly setting = inject(SETTING);
  protected readonly label = this.setting.label;
  protected readonly checked = signal(this.setting.on);

  protected flip(event: MatSlideToggleChange) {
    this.checked.set(event.checked);
    this.setting.change(event.checked);
  }
}

export default (place: Element, setting: Setting) => {
  place.append(document.createElement("app-setting"));
  return bootstrapApplication(SettingComponent, {
    providers: [provideZonelessChangeDetection(), { provide: SETTING, useValue: setting }],
  });
};
