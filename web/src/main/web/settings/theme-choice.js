import { html } from 'lit';
import { strings } from '../strings.js';
import { chooseTheme, chosenTheme, themes } from '../theme.js';
import { Section } from './section.js';

const TEXT = strings.settings.theme;

/** Light, dark or the system's theme; applied at once and remembered for this browser. */
class ThemeChoice extends Section {
  render() {
    return this.section(
      { id: 'theme', title: TEXT.title },
      html`<fieldset class="choices">
        <legend>${TEXT.label}</legend>
        ${themes.map((theme) => this.choice(theme))}
      </fieldset>`,
    );
  }

  choice(theme) {
    return html`<label class="choice">
      <input
        type="radio"
        name="theme"
        value=${theme}
        ?checked=${chosenTheme() === theme}
        @change=${() => chooseTheme(theme)}
      />
      <span>${TEXT[theme]}</span>
    </label>`;
  }
}

customElements.define('theme-choice', ThemeChoice);
